package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.prepare.CategoryColumn;

class CategoryBlockTest {
  private static final Absent NO_ANSWER = new Absent(Absent.NO_ANSWER, Absent.NO_ANSWER);

  private static double[] block(CategoryColumn column, String text, Absent absent) {
    OnnxGraph graph = new OnnxGraph("test");
    String input = graph.input("x", ElementType.STRING, 1);
    String block = CategoryBlock.add(graph, column, input, absent);
    graph.output(graph.named("y", block), ElementType.DOUBLE, column.width());
    try (OnnxSession session = OnnxSession.open(graph.bytes(Map.of()))) {
      return ((double[][]) session.run(Map.of("x", new String[][] {{text}})).get("y"))[0];
    }
  }

  private static CategoryColumn column(String type, String... categories) {
    return new CategoryColumn(
        "zone",
        DataType.fromDDL(type),
        List.of(categories),
        List.of(categories).contains(CategoryColumn.MISSING));
  }

  private static void assertCategory(CategoryColumn column, String text, String category) {
    double[] places = block(column, text, NO_ANSWER);
    for (int place = 0; place < places.length; place++) {
      String of = column.categories().get(place);
      Double expected = category == null ? Double.NaN : of.equals(category) ? 1.0 : 0.0;
      assertThat(places[place]).as("'%s' at the place of %s", text, of).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "2139, 2139",
        "02139, 2139",
        "2139.0, 2139",
        "2139.00, 2139",
        "+2139, 2139",
        "2.139e3, 2139",
        "-5.0, -5",
        "0.0, 0",
        "-0, 0",
        "2139.5, none",
        "2138, none",
        "K1A, none",
        "1e999, none",
        "9007199254740993, 9007199254740993",
        "9007199254740993.0, 9007199254740993",
        "9007199254740992, none",
        "False, 0",
        "True, none",
        "' 2139 ', 2139",
        "'', (missing)",
        "nan, (missing)",
        "None, (missing)",
        "<NA>, (missing)"
      })
  void wholeNumbers_areMetInEverySpelling(String text, String category) {
    CategoryColumn column =
        column("bigint", "(missing)", "-5", "0", "10001", "2139", "9007199254740993");
    assertCategory(column, text, category);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "double, 10.0, 10.0",
        "double, 10, 10.0",
        "double, 1e1, 10.0",
        "double, 0.30000000000000004, 0.30000000000000004",
        "double, 0.3, none",
        "double, nan, none",
        "double, NaN, none",
        "double, inf, Infinity",
        "double, 1.0E300, 1.0E300",
        "'decimal(10,2)', 10.5, 10.50",
        "'decimal(10,2)', 10.500, 10.50",
        "'decimal(10,2)', 10.51, none",
        "float, 0.1, 0.1",
        "float, .1, 0.1"
      })
  void numbersWithFractions_areMetInEverySpelling(String type, String text, String category) {
    CategoryColumn column =
        type.startsWith("decimal")
            ? column(type, "10.50", "3.00")
            : column(type, "0.1", "0.30000000000000004", "1.0E300", "10.0", "Infinity");
    assertCategory(column, text, category);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "true, true", "True, true", "TRUE, true", "1, true", "1.00, true", "False, false",
        "0, false", "-0.0, false", "2, none", "yes, none", "'', none", "nan, none"
      })
  void booleans_areMetInEverySpelling(String text, String category) {
    assertCategory(column("boolean", "false", "true"), text, category);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "date, 2024-01-31, 2024-01-31",
        "date, 2024-01-31 00:00:00, 2024-01-31",
        "date, 2024-01-31T00:00:00.000000000, 2024-01-31",
        "date, 2024-01-31 12:30:00, none",
        "date, 31.01.2024, none",
        "date, NaT, none",
        "timestamp, 2024-01-31 12:30:00.5, 2024-01-31 12:30:00.5",
        "timestamp, 2024-01-31 12:30:00.500000, 2024-01-31 12:30:00.5",
        "timestamp, 2024-01-31T12:30:00.500, 2024-01-31 12:30:00.5",
        "timestamp, 2024-02-01, 2024-02-01 00:00:00",
        "timestamp, 2024-02-01 00:00:00.000000, 2024-02-01 00:00:00",
        "timestamp, 2024-02-01T00:00, 2024-02-01 00:00:00",
        "timestamp, 2024-01-31, none"
      })
  void moments_areMetInEverySpelling(String type, String text, String category) {
    CategoryColumn column =
        type.equals("date")
            ? column(type, "2024-01-30", "2024-01-31")
            : column(type, "2024-01-31 12:30:00.5", "2024-02-01 00:00:00");
    assertCategory(column, text, category);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"1, 1", "01, 01", "1.0, none", "nan, nan", "None, none", "'', none", "True, none"})
  void text_meansItselfAlone(String text, String category) {
    assertCategory(column("string", "01", "1", "nan", "true"), text, category);
  }

  /** As doubles the first two are one number: only their own texts tell them apart. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0.10000000000000000000, 0.10000000000000000000",
        "0.10000000000000000001, 0.10000000000000000001",
        "0.1, none",
        "0.5, 0.50000000000000000000"
      })
  void numbersThatCannotBeToldApart_areMetByTheirOwnText(String text, String category) {
    CategoryColumn column =
        column(
            "decimal(21,20)",
            "0.10000000000000000000",
            "0.10000000000000000001",
            "0.50000000000000000000");
    assertCategory(column, text, category);
  }

  @Test
  void absent_isWhatWasGiven() {
    CategoryColumn column = column("int", "1", "2");
    Absent missingFits = new Absent(Absent.NO_ANSWER, Absent.WEIGHS_NOTHING);
    assertThat(block(column, "3", missingFits)).containsExactly(Double.NaN, Double.NaN);
    assertThat(block(column, "", missingFits)).containsExactly(0, 0);
    assertThat(block(column, "nan", missingFits)).containsExactly(0, 0);
    assertThat(block(column, "2.0", missingFits)).containsExactly(0, 1);
    Absent unseenFits = new Absent(Absent.WEIGHS_NOTHING, Absent.WEIGHS_NOTHING);
    assertThat(block(column, "3", unseenFits)).containsExactly(0, 0);
  }

  /** Where training missed values too, they are a category, and no others are fit. */
  @Test
  void missing_ofACategoryOfItsOwn_isThatOne() {
    CategoryColumn column = column("boolean", "(missing)", "true");
    assertThat(block(column, "", NO_ANSWER)).containsExactly(1, 0);
    assertThat(block(column, "None", NO_ANSWER)).containsExactly(1, 0);
    assertThat(block(column, "1", NO_ANSWER)).containsExactly(0, 1);
    for (String unseen : List.of("false", "0", "(missing)")) {
      assertThat(block(column, unseen, NO_ANSWER)).containsExactly(Double.NaN, Double.NaN);
    }
  }
}
