package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.reflect.ClassTag$;

class ExampleBlockTest {
  @ParameterizedTest
  @CsvSource({"0,0", "0,784", "1,1", "3,5", "100,784", "20000,1"})
  void javaSerialisation_anyShape_keepsEveryBit(int rows, int width) throws Exception {
    ExampleBlock block = block(rows, width);

    assertSame(javaRoundTrip(block), block);
  }

  @ParameterizedTest
  @CsvSource({"0,784", "3,5", "100,784"})
  void kryoSerialisation_anyShape_keepsEveryBit(int rows, int width) {
    ExampleBlock block = block(rows, width);
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();

    ExampleBlock copy =
        kryo.deserialize(
            kryo.serialize(block, ClassTag$.MODULE$.apply(ExampleBlock.class)),
            ClassTag$.MODULE$.apply(ExampleBlock.class));

    assertSame(copy, block);
  }

  @Test
  void javaSerialisation_twoBlocksInOneStream_keepsBoth() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(List.of(block(2, 3), block(4, 5)));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      List<?> copies = (List<?>) in.readObject();
      assertSame((ExampleBlock) copies.get(0), block(2, 3));
      assertSame((ExampleBlock) copies.get(1), block(4, 5));
    }
  }

  @Test
  void capacity_anyWidth_isAboutFourMegabytesAndAtLeastOneRow() {
    assertThat(ExampleBlock.capacity(784, TargetLayout.CLASS)).isEqualTo(1334);
    assertThat(ExampleBlock.capacity(1, TargetLayout.CLASS)).isEqualTo(349_525);
    assertThat(ExampleBlock.capacity(5_000_000, TargetLayout.CLASS)).isEqualTo(1);
  }

  private static ExampleBlock block(int rows, int width) {
    BlockBuilder builder = new BlockBuilder(width, TargetLayout.CLASS);
    RandomExamples.distinct(1, rows, width).forEach(row -> builder.add(PackedRow.of(row)));
    return builder.build();
  }

  private static ExampleBlock javaRoundTrip(ExampleBlock block)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(block);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ExampleBlock) in.readObject();
    }
  }

  private static void assertSame(ExampleBlock actual, ExampleBlock expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.width()).isEqualTo(expected.width());
    for (int row = 0; row < expected.rows(); row++) {
      assertThat(actual.packedRow(row)).isEqualTo(expected.packedRow(row));
    }
  }
}
