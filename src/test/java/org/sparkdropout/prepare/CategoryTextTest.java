package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryTextTest {
  private static DataType type(String ddl) {
    return DataType.fromDDL(ddl);
  }

  @ParameterizedTest
  @CsvSource({
    "int, 2139, 2139",
    "int, 02139, 2139",
    "int, 2139.0, 2139",
    "bigint, 2.139E3, 2139",
    "bigint, 2139.00, 2139",
    "smallint, ' 7 ', 7",
    "int, -0, 0",
    "int, true, 1",
    "'decimal(10,2)', 2139, 2139.00",
    "'decimal(10,2)', 2139.0, 2139.00",
    "double, 1, 1.0",
    "double, 0.10, 0.1",
    "double, -0, 0.0",
    "double, 9007199254740992, 9.007199254740992E15",
    "float, 0.1, 0.1",
    "float, 0.10000000149011612, 0.1",
    "boolean, TRUE, true",
    "boolean, 0, false",
    "boolean, 1.0, true",
    "date, 2024-02-29, 2024-02-29",
    "date, 2024-02-29 00:00:00, 2024-02-29",
    "timestamp, 2024-02-29, 2024-02-29 00:00:00",
    "timestamp, 2024-02-29T10:30, 2024-02-29 10:30:00",
    "timestamp_ntz, 2024-02-29 10:30:00.500, 2024-02-29 10:30:00.5",
    "string, ' 02139', ' 02139'"
  })
  void canonical_anySpelling_isTheTextOfTheValue(String ddl, String text, String expected) {
    assertThat(CategoryText.canonical(type(ddl), text)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "int, K1A",
    "int, 2139.5",
    "int, 1E99",
    "int, 1E999999999",
    "int, 2024-02-29",
    "'decimal(10,2)', 1.005",
    "double, 9007199254740993",
    "double, 1E400",
    "float, 0.1000000001",
    "boolean, 2",
    "boolean, yes",
    "date, 2024-02-29 10:30:00",
    "date, 20240229",
    "date, 2023-02-29"
  })
  void canonical_noValueOfTheType_isNothing(String ddl, String text) {
    assertThat(CategoryText.canonical(type(ddl), text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "int, double, true",
    "string, date, true",
    "date, timestamp, true",
    "boolean, int, true",
    "date, boolean, false",
    "date, int, false",
    "int, timestamp, false",
    "string, array<string>, false",
    "string, binary, false",
    "int, 'map<string,int>', false"
  })
  void canBe_pairsOfTypes_onlyWhereValuesCompare(String trained, String given, boolean expected) {
    assertThat(CategoryText.canBe(type(trained), type(given))).isEqualTo(expected);
  }

  @Test
  void parse_numbersAsText_onlyWholeNumbersInDigits() {
    DataType number = type("double");
    assertThat(NumberText.parse(" 1.5e3 ", number)).hasValue(1500);
    assertThat(NumberText.parse("-.5", number)).hasValue(-0.5);
    assertThat(NumberText.parse("", number)).hasValue(Double.NaN);
    assertThat(NumberText.parse("NaN", number)).hasValue(Double.NaN);
    assertThat(NumberText.parse("1d", number)).isEmpty();
    assertThat(NumberText.parse("0x10", number)).isEmpty();
    assertThat(NumberText.parse("true", number)).isEmpty();
    assertThat(NumberText.parse("True", type("boolean"))).hasValue(1);
  }
}
