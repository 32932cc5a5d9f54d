package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class LabelIndexTest {
  private static final Column TRAINING = functions.lit(false);

  private static SparkSession spark;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    spark = session;
  }

  /** A table of one column y, of labels as SQL. */
  private static Dataset<Row> table(String labels) {
    return spark.sql("SELECT explode(array(" + labels + ")) AS y").coalesce(1);
  }

  private static LabelIndex fit(String labels) {
    return LabelIndex.fit(table(labels), "y", TRAINING, MissingLabels.LEFT_OUT);
  }

  private static List<Double> numbers(LabelIndex index, String labels) {
    return index.apply(table(labels), "n").select("n").as(Encoders.DOUBLE()).collectAsList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'yes', 'no', 'yes'                   | no,yes     | 1,0,1",
        "true, false, true                    | false,true | 1,0,1",
        "1, -1, 1                             | -1,1       | 1,0,1",
        "1, 2, 4, 3                           | 1,2,3,4    | 0,1,3,2",
        "10, 9, 100                           | 9,10,100   | 1,0,2",
        "2.50, 0.5, 10.00                     | 0.5,2.5,10 | 1,0,2",
        "DOUBLE(0.1), DOUBLE(-3), DOUBLE(1e9) | -3,0.1,1000000000 | 1,0,2",
        "FLOAT(0.1), FLOAT(7)                 | 0.1,7      | 0,1",
        "DATE '2024-02-01', DATE '0999-01-01' | 0999-01-01,2024-02-01 | 1,0",
        "'b ', 'B', 'b'                       | B,b,b      | 2,0,1"
      })
  void fit_labelsOfAnyType_areClassesInTheirOrder(String labels, String texts, String numbers) {
    LabelIndex index = fit(labels);
    assertThat(index.texts().orElseThrow())
        .extracting(String::strip)
        .containsExactly(texts.split(","));
    assertThat(numbers(index, labels))
        .extracting(number -> String.valueOf(number.intValue()))
        .containsExactly(numbers.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0, 1, 1", "0, 1, 3", "0D, 2D, 1D", "0.00, 1.00", "0", "-0D, 1D"})
  void fit_wholeNumbersFromZero_areClassNumbers(String labels) {
    LabelIndex index = fit(labels);
    assertThat(index.texts()).isEmpty();
    assertThat(numbers(index, labels))
        .isEqualTo(
            table(labels)
                .select(functions.col("y").cast("double").plus(0.0))
                .as(Encoders.DOUBLE())
                .collectAsList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1, 2          | '1', '2', ' 2 ', '2.0'           | 0,1,1,1",
        "1, 2          | 1D, 2D, 3D                       | 0,1,2",
        "-1, 1         | '1.0', '-1', 'x'                 | 1,0,2",
        "0.5, 2        | '0.50', '2e0', DOUBLE(2)         | 0,1,1",
        "'1', '2'      | 1D, 2D, 7D                       | 0,1,2",
        "'01', '02'    | 1, 2                             | 0,1",
        "'1', '01', 'a'| 1                                | 1",
        "'true','false'| true, false                      | 1,0",
        "true, false   | 'True', 'FALSE', 'no'            | 1,0,2",
        "true, false   | 1, 0, 2                          | 1,0,2",
        "0, 1          | '1', '0', '1.0'                  | 1,0,1",
        "0, 1          | true, false                      | 1,0",
        "0, 1          | -1, 5, 1                         | 65536,5,1",
        "0, 1          | 0.5D, 1D                         | 65536,1",
        "DATE '2024-02-01', DATE '2024-03-01' | upper('2024-03-01') | 1"
      })
  void apply_labelsOfAnotherType_areTheSameClasses(String training, String other, String numbers) {
    assertThat(numbers(fit(training), other))
        .extracting(number -> String.valueOf(number.intValue()))
        .containsExactly(numbers.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'a', 'b', CAST(NULL AS STRING)", "1D, 2D, DOUBLE('NaN')", "0D, 1D, NULL"})
  void fit_missingLabels_areLeftOutOrRefused(String labels) {
    assertThat(numbers(fit(labels), labels)).containsExactly(0.0, 1.0, null);
    assertThatThrownBy(() -> LabelIndex.fit(table(labels), "y", TRAINING, MissingLabels.REFUSED))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Every row must have a label. Column 'y' holds none in 1 of 3 rows. Drop these rows, or"
                + " set train.handleInvalid = skip to leave them out of training");
  }

  @Test
  void fit_allRowsHeldOut_isRefused() {
    Dataset<Row> table = spark.sql("SELECT * FROM VALUES ('a', true), ('b', true) t(y, h)");
    assertThatThrownBy(() -> LabelIndex.fit(table, "y", functions.col("h"), MissingLabels.REFUSED))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Some rows with a label must be trained on. All 2 rows in which column 'y' holds one are"
                + " held out for validation: set the column of train.validationIndicatorCol to false"
                + " in some of them, or leave that setting out");
  }

  @Test
  void fit_rowsHeldOut_makeNoClass() {
    Dataset<Row> table =
        spark.sql(
            "SELECT * FROM VALUES ('a', false), ('c', false), ('b', true), ('d', true) t(`y.1`, h)");
    LabelIndex index = LabelIndex.fit(table, "y.1", functions.col("h"), MissingLabels.REFUSED);
    assertThat(index.texts()).contains(List.of("a", "c"));
    assertThat(index.apply(table, "n").select("n").as(Encoders.DOUBLE()).collectAsList())
        .containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(index.unseen(table))
        .contains(
            "Test rows hold classes of column 'y.1' that no training row has: 'b' in 1 row, 'd' in"
                + " 1 row. The model cannot know them, so these rows count as errors. Give training"
                + " rows of these classes");
    assertThat(index.unseen(table.filter("`y.1` = 'a'"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0, 1, 65535", "0, 1, 70000", "0, 9"})
  void fit_mistypedClassNumbers_areRefused(String labels) {
    assertThatThrownBy(() -> fit(labels))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("At least half of the classes must have training rows. Column 'y'")
        .hasMessageContaining("input.schema = \"y STRING\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array(1)",
        "map('a', 1)",
        "named_struct('a', 1)",
        "TIMESTAMP '2024-01-01'",
        "X'00'"
      })
  void fit_typesThatAreNoLabels_areRefused(String label) {
    assertThatThrownBy(() -> fit(label))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(
            "train.labelCol must name a column of text, numbers, booleans or dates. Column 'y' is of"
                + " type ");
  }

  @Test
  void fit_noLabelAtAll_isRefused() {
    assertThatThrownBy(() -> fit("CAST(NULL AS STRING)"))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("Some training rows must have a label. Column 'y' holds none");
    assertThatThrownBy(
            () ->
                LabelIndex.fit(table("CAST(NULL AS STRING)"), "y", TRAINING, MissingLabels.REFUSED))
        .hasMessageStartingWith("Some training rows must have a label. Column 'y' holds none");
    Dataset<Row> none = table("1").filter("y > 1");
    assertThatThrownBy(() -> LabelIndex.fit(none, "y", TRAINING, MissingLabels.REFUSED))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("The table must hold rows. It holds none");
  }
}
