package org.sparkdropout.model;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of the bytes that pass through one stream. Not thread-safe. */
public final class Sha256 {
  private final MessageDigest digest;

  /** The digest of no bytes yet. */
  public Sha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }

  /**
   * Counts what is written.
   *
   * @param out receives it
   * @return a stream to write to
   */
  public OutputStream of(OutputStream out) {
    return new DigestOutputStream(out, digest);
  }

  /**
   * Counts what is read.
   *
   * @param in gives it
   * @return a stream to read from
   */
  public InputStream of(InputStream in) {
    return new DigestInputStream(in, digest);
  }

  /**
   * The digest of what has passed; call once.
   *
   * @return 32 bytes
   */
  public byte[] bytes() {
    return digest.digest();
  }

  /** The digest of what has passed, in hexadecimal digits; call once. */
  String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
