package org.sparkdropout.redact;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** A writer that masks secrets, in each text that is handed to it as a whole. */
public final class RedactedWriter extends FilterWriter {
  private final Redaction redaction;

  private RedactedWriter(Writer out, Redaction redaction) {
    super(out);
    this.redaction = redaction;
  }

  /**
   * A writer of lines.
   *
   * @param out where they go
   * @param redaction what is masked
   * @return a writer that does not flush of itself
   */
  public static PrintWriter lines(Writer out, Redaction redaction) {
    return new PrintWriter(new RedactedWriter(out, redaction));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(redaction.text(text.substring(from, from + length)));
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    out.write(redaction.text(new String(text, from, length)));
  }
}
