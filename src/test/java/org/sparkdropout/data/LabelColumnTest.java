package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelColumnTest {
  /** Tables carry their schema as JSON, in which Spark loses the type of empty arrays. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void metadata_writtenAndReadAgain_keepsTexts(int unseen) {
    List<String> labels = List.of("a", "b", "c");
    int classes = labels.size() - unseen;
    StructType schema =
        new StructType()
            .add(
                "label",
                DataTypes.DoubleType,
                false,
                LabelColumn.metadata(
                    "kind", labels.subList(0, classes), labels.subList(classes, labels.size())));
    StructType read = (StructType) DataType.fromJson(schema.json());
    LabelColumn column = LabelColumn.of(read.apply("label"));
    assertThat(column.name()).isEqualTo("kind");
    assertThat(column.classes()).contains(classes);
    assertThat(column.names(labels.size())).isEqualTo(labels);
  }
}
