package org.sparkdropout.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads event files back, and checks their checksums. */
public final class EventFiles {
  private EventFiles() {}

  /**
   * The event files of a run.
   *
   * @param run its folder
   * @return in the order of their names
   */
  public static List<Path> in(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.sorted().toList();
    }
  }

  /** The events of all files of a run; of each, the fields by number. */
  static List<UnknownFieldSet> events(Path run) throws IOException {
    List<UnknownFieldSet> events = new ArrayList<>();
    for (Path file : in(run)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        events.add(UnknownFieldSet.parseFrom(record(bytes)));
      }
    }
    return events;
  }

  private static byte[] record(ByteBuffer bytes) {
    byte[] length = new byte[Long.BYTES];
    bytes.get(length);
    assertThat(bytes.getInt()).isEqualTo(EventRecords.maskedChecksum(length));
    byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
    bytes.get(data);
    assertThat(bytes.getInt()).isEqualTo(EventRecords.maskedChecksum(data));
    return data;
  }

  /**
   * The figures that are left where an event of a restart makes those of later steps void.
   *
   * @param run its folder
   * @return by tag and step
   */
  public static Map<String, Map<Long, Float>> scalars(Path run) throws IOException {
    Map<String, Map<Long, Float>> scalars = new TreeMap<>();
    for (UnknownFieldSet event : events(run)) {
      long step = event.hasField(2) ? event.getField(2).getVarintList().get(0) : 0;
      if (event.hasField(7)) {
        scalars.values().forEach(steps -> steps.keySet().removeIf(old -> old >= step));
      }
      for (UnknownFieldSet value : values(event)) {
        if (value.hasField(2)) {
          float number = Float.intBitsToFloat(value.getField(2).getFixed32List().get(0));
          scalars.computeIfAbsent(tag(value), any -> new TreeMap<>()).put(step, number);
        }
      }
    }
    return scalars;
  }

  /** The values of an event's summary. */
  static List<UnknownFieldSet> values(UnknownFieldSet event) throws InvalidProtocolBufferException {
    List<UnknownFieldSet> values = new ArrayList<>();
    for (ByteString summary : event.getField(5).getLengthDelimitedList()) {
      for (ByteString value :
          UnknownFieldSet.parseFrom(summary).getField(1).getLengthDelimitedList()) {
        values.add(UnknownFieldSet.parseFrom(value));
      }
    }
    return values;
  }

  static String tag(UnknownFieldSet value) {
    return value.getField(1).getLengthDelimitedList().get(0).toStringUtf8();
  }
}
