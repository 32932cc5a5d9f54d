package org.sparkdropout.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.data.FloatBytes;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.Sha256;
import org.sparkdropout.train.BestEpoch;
import org.sparkdropout.train.CommonState;
import org.sparkdropout.train.RunState;
import org.sparkdropout.train.TrainState;

/**
 * The file of a checkpoint: eight bytes that name the format, the length of a JSON header as a
 * big-endian int, the header ({@link CheckpointJson}), the arrays one after the other as {@link
 * FloatBytes}, and the SHA-256 of all that.
 *
 * <p>The checksum is checked before anything is made of the bytes, and every size against the
 * length of the file before memory is taken for it.
 */
final class CheckpointFile {
  private static final byte[] FORMAT = "SDROPCP1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 32;
  private static final int BUFFER = 1 << 16;

  private final FileSystem files;
  private final Path path;

  CheckpointFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /** Writes a checkpoint to a stream, which is left open. */
  static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
    Sha256 sha = new Sha256();
    DataOutputStream checked = new DataOutputStream(sha.of(out));
    byte[] header = Json.bytes(CheckpointJson.write(checkpoint));
    checked.write(FORMAT);
    checked.writeInt(header.length);
    checked.write(header);
    for (float[] array : arrays(checkpoint.state())) {
      FloatBytes.write(array, checked);
    }
    checked.flush();
    out.write(sha.bytes());
  }

  private static List<float[]> arrays(RunState state) {
    TrainState replica = state.common().replica();
    List<float[]> arrays = new ArrayList<>();
    arrays.add(replica.weights());
    arrays.addAll(List.of(replica.arrays()));
    arrays.add(state.common().outerVelocity());
    arrays.add(state.common().weightAverage());
    arrays.add(state.best().weights());
    return arrays;
  }

  /**
   * Reads the checkpoint.
   *
   * @throws DamagedException if the file is not as it was written
   * @throws CheckpointException if it is whole, but of another format
   * @throws IOException naming the file, if it cannot be read
   */
  Checkpoint read() throws IOException, DamagedException {
    try {
      Checkpoint checkpoint = readFile();
      CheckpointName content = CheckpointName.of(checkpoint.state());
      if (!content.toString().equals(path.getName())) {
        throw new DamagedException("it holds " + content);
      }
      return checkpoint;
    } catch (IOException | FSError failure) {
      throw new IOException(path + ": " + failure.getMessage(), failure);
    }
  }

  private Checkpoint readFile() throws IOException, DamagedException {
    long length = files.getFileStatus(path).getLen();
    try {
      checkBytes(length);
      try (FSDataInputStream in = files.open(path, BUFFER)) {
        CheckpointHeader header = header(in, length);
        int parameters = header.parameters();
        float[] weights = FloatBytes.read(in, parameters);
        float[][] arrays = new float[header.arrays().size()][];
        for (int i = 0; i < arrays.length; i++) {
          arrays[i] = FloatBytes.read(in, header.arrays().get(i));
        }
        TrainState replica = new TrainState(weights, arrays);
        float[] outerVelocity = FloatBytes.read(in, header.hasOuterVelocity() ? parameters : 0);
        float[] weightAverage = FloatBytes.read(in, header.hasWeightAverage() ? parameters : 0);
        float[] bestWeights = FloatBytes.read(in, header.hasBestWeights() ? parameters : 0);
        RunState state =
            new RunState(
                new CommonState(replica, outerVelocity, weightAverage),
                header.unfinished(),
                header.history(),
                new BestEpoch(header.bestEpoch(), header.bestWatched(), bestWeights),
                header.kernelFamilies());
        return new Checkpoint(header.run(), state, header.createdAt());
      }
    } catch (ChecksumException damage) {
      throw new DamagedException("the file system's own checksum fails");
    }
  }

  private void checkBytes(long length) throws IOException, DamagedException {
    int least = FORMAT.length + Integer.BYTES + CHECKSUM_BYTES;
    if (length < least) {
      throw new DamagedException("it has %d bytes, fewer than %d".formatted(length, least));
    }
    try (FSDataInputStream in = files.open(path, BUFFER)) {
      Sha256 sha = new Sha256();
      long missing = drain(sha.of(in), length - CHECKSUM_BYTES);
      byte[] stated = in.readNBytes(CHECKSUM_BYTES);
      if (missing > 0 || !Arrays.equals(stated, sha.bytes())) {
        throw new DamagedException("its bytes do not have the SHA-256 at its end");
      }
    }
  }

  /** Reads bytes and forgets them; returns how many there were too few. */
  private static long drain(InputStream in, long count) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = count;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return left;
  }

  /** Reads the header of a file whose bytes are as they were written. */
  private CheckpointHeader header(FSDataInputStream in, long length) throws IOException {
    byte[] start = in.readNBytes(FORMAT.length + Integer.BYTES);
    if (!Arrays.equals(start, 0, FORMAT.length, FORMAT, 0, FORMAT.length)) {
      throw otherFormat("its first bytes are others");
    }
    int size = ByteBuffer.wrap(start).getInt(FORMAT.length);
    long most = length - start.length - CHECKSUM_BYTES;
    if (size < 0 || size > most) {
      throw otherFormat("its header claims %d of %d bytes".formatted(size, most));
    }
    CheckpointHeader header = parsed(in.readNBytes(size));
    long floats = header.numbers() * Float.BYTES;
    if (header.hasNegativeLength() || floats != most - size) {
      throw otherFormat(
          "its header claims %d bytes of parameters, it has %d".formatted(floats, most - size));
    }
    return header;
  }

  private CheckpointException otherFormat(String what) {
    return new CheckpointException(
        "A checkpoint must be of a format that this version of Spark Dropout reads. %s is not: %s. Go on with the version that wrote it"
            .formatted(path, what));
  }

  private CheckpointHeader parsed(byte[] header) {
    try {
      return CheckpointJson.read(Json.parse(header), path.toString());
    } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
      throw otherFormat("its header is wrong: " + wrong.getMessage());
    }
  }
}
