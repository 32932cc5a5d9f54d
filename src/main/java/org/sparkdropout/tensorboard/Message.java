package org.sparkdropout.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.function.Consumer;

/** A protobuf message made of numbered fields, without a class generated for it. */
final class Message {
  private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();

  Message with(int number, double value) {
    return with(number, field -> field.addFixed64(Double.doubleToRawLongBits(value)));
  }

  Message with(int number, float value) {
    return with(number, field -> field.addFixed32(Float.floatToRawIntBits(value)));
  }

  Message with(int number, long value) {
    return with(number, field -> field.addVarint(value));
  }

  Message with(int number, String value) {
    return with(number, field -> field.addLengthDelimited(ByteString.copyFromUtf8(value)));
  }

  /** A message within this one. A number that is there already makes a list. */
  Message with(int number, Message value) {
    return with(number, field -> field.addLengthDelimited(value.fields.build().toByteString()));
  }

  private Message with(int number, Consumer<Field.Builder> value) {
    Field.Builder field = Field.newBuilder();
    value.accept(field);
    fields.mergeField(number, field.build());
    return this;
  }

  byte[] bytes() {
    return fields.build().toByteArray();
  }
}
