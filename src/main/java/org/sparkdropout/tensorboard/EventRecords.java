package org.sparkdropout.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record format: the length of the data as 8 bytes, its checksum, the data, and the
 * data's checksum, all little-endian. Source: TensorFlow, {@code core/lib/io/record_writer.h}.
 */
final class EventRecords {
  private static final int MASK = 0xa282ead8;
  private static final int ROTATED = 15;

  private EventRecords() {}

  /** A record that holds some data. */
  static byte[] record(byte[] data) {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(length)
        .putInt(maskedChecksum(length))
        .put(data)
        .putInt(maskedChecksum(data))
        .array();
  }

  /** CRC-32C, rotated by 15 bits, plus a constant, as TensorFlow stores checksums. */
  static int maskedChecksum(byte[] data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data);
    return Integer.rotateRight((int) checksum.getValue(), ROTATED) + MASK;
  }
}
