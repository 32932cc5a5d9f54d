package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSchemaTest {
  private static final StructType NONE = new StructType();

  @TempDir private static Path folder;
  private static BatchCase cases;

  @BeforeAll
  static void prepare() {
    cases = new BatchCase(folder);
    JobRun.spark();
  }

  private static Dataset<Row> read(StructType kept, Path table, String format, String... more) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    "input.format=" + format,
                    "input.path=" + table,
                    "input.options={header=true, inferSchema=true}"),
                Stream.of(more))
            .toList();
    return InputTable.read(JobRun.spark(), Settings.read(Optional.empty(), all), kept);
  }

  private static List<String> texts(Dataset<Row> table, String column) {
    return table
        .selectExpr("cast(`" + column + "` as string)")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void read_codesOfAModelThatHadText_keepTheirCharacters() {
    StructType kept = new StructType().add("ZONE", DataTypes.StringType);
    Path codes = BatchCase.file("cases/codes/score_same.csv");
    assertThat(texts(read(kept, codes, "csv"), "zone")).contains("02139", "01003");
    assertThat(texts(read(NONE, codes, "csv"), "zone")).contains("2139").doesNotContain("02139");
  }

  @ParameterizedTest
  @CsvSource({"007 1.50 1e3, 007 1.50 1e3", "true TRUE false, TRUE false true"})
  void read_textThatLooksLikeAnotherType_keepsItsCharacters(String values, String expected)
      throws IOException {
    Path table = folder.resolve("looks " + values.length() + ".csv");
    Files.writeString(table, "v\n" + values.replace(' ', '\n') + "\n");
    assertThat(texts(read(NONE, table, "csv", "input.schema=v STRING"), "v"))
        .containsExactlyElementsOf(Stream.of(expected.split(" ")).sorted().toList());
  }

  @ParameterizedTest
  @CsvSource({"csv, x", "parquet, x"})
  void read_partitionsOfText_keepTheirCharacters(String format, String column) {
    Path table = folder.resolve("partitions-" + format);
    JobRun.spark()
        .sql("SELECT id AS x, concat('0', id % 3) AS region FROM range(9)")
        .write()
        .option("header", "true")
        .partitionBy("region")
        .format(format)
        .save(table.toString());
    StructType kept = new StructType().add("region", DataTypes.StringType);
    assertThat(texts(read(NONE, table, format), "region")).contains("1").doesNotContain("01");
    assertThat(texts(read(kept, table, format), "region")).contains("00", "01", "02").hasSize(9);
    assertThat(texts(read(NONE, table, format, "input.schema=REGION STRING"), "region"))
        .contains("00", "01", "02");
    assertThat(texts(read(NONE, table, format), column)).contains("8").hasSize(9);
  }

  @Test
  void read_typesOfSomeColumns_leaveTheOthers() throws IOException {
    Path table = cases.write("types.csv", "a,b,c,d", "1,2,2020-01-02,x", "3,4,2020-01-03,y");
    Dataset<Row> read = read(NONE, table, "csv", "input.schema=a DOUBLE, c DATE");
    assertThat(read.schema().simpleString()).isEqualTo("struct<a:double,b:int,c:date,d:string>");
    Path ddl = cases.write("types.ddl", "a BIGINT,", "b STRING");
    assertThat(read(NONE, table, "csv", "input.schema=" + ddl).schema().simpleString())
        .startsWith("struct<a:bigint,b:string,");
    Path json = cases.write("types.json", new StructType().add("b", "float").json());
    assertThat(read(NONE, table, "csv", "input.schema=" + json).schema().simpleString())
        .startsWith("struct<a:int,b:float,");
  }

  @Test
  void read_datesInAPatternOfTheOptions_areRead() throws IOException {
    Path table = cases.write("dates.csv", "d,t", "02.01.2020,02.01.2020 03:04");
    Dataset<Row> read =
        read(
            NONE,
            table,
            "csv",
            "input.options={header=true, dateFormat=dd.MM.yyyy, timestampFormat=\"dd.MM.yyyy HH:mm\"}",
            "input.schema=d DATE, t TIMESTAMP");
    assertThat(texts(read, "d")).containsExactly("2020-01-02");
    assertThat(texts(read, "t")).containsExactly("2020-01-02 03:04:00");
  }

  @ParameterizedTest
  @CsvSource({
    "csv, INT, K1A, '02139,K1A'",
    "csv, INT, 2.5, '1,2.5'",
    "csv, DATE, soon, '2020-01-01,soon'",
    "csv, BOOLEAN, perhaps, 'true,perhaps'",
    "json, DOUBLE, many, '1,many'"
  })
  void read_valueThatIsNotOfTheType_failsTheJob(
      String format, String type, String bad, String values) throws IOException {
    String[] lines = values.split(",");
    Path table =
        format.equals("csv")
            ? cases.write(type + bad + ".csv", "v", lines[0], "", lines[1])
            : cases.write(type + bad, "{\"v\":" + lines[0] + "}", "{\"v\":\"" + bad + "\"}");
    Dataset<Row> read = read(NONE, table, format, "input.schema=v " + type);
    Failure failure = Failure.of(Assertions.catchThrowable(() -> texts(read, "v")));
    assertThat(failure.line())
        .startsWith(
            "Column 'v' must hold " + type + ", its type in input.schema. It holds '" + bad);
    assertThat(failure.code()).isEqualTo(ExitCode.WRONG_DATA);
    assertThat(texts(read(NONE, table, format, "input.schema=v STRING"), "v")).contains(bad);
  }

  @Test
  void read_typedFormats_areCastWhereNothingIsLost() {
    Path table = folder.resolve("typed");
    JobRun.spark()
        .sql("SELECT 10D AS whole, 2.5D AS half, 7 AS number, array(1) AS list, '02139' AS zone")
        .write()
        .parquet(table.toString());
    Dataset<Row> read =
        read(NONE, table, "parquet", "input.schema=whole INT, number STRING, zone INT");
    assertThat(read.first().mkString(",")).startsWith("10,2.5,7,").endsWith(",2139");
    Dataset<Row> lossy = read(NONE, table, "parquet", "input.schema=half INT");
    assertThat(Failure.of(Assertions.catchThrowable(lossy::collectAsList)).line())
        .startsWith("Column 'half' must hold INT, its type in input.schema. It holds '2.5'");
    Throwable refused =
        Assertions.catchThrowable(() -> read(NONE, table, "parquet", "input.schema=list INT"));
    assertThat(Failure.of(refused).line())
        .startsWith("Column 'list' is of type ARRAY<INT>, which cannot be brought to INT");
  }

  @ParameterizedTest
  @CsvSource({"zonne STRING, zone", "'x DOUBLE, Zones INT', zone", "'`z.one` INT', zone"})
  void read_unknownColumn_isNamedWithTheNearest(String schema, String nearest) {
    Path codes = BatchCase.file("cases/codes/score.csv");
    Throwable refused =
        Assertions.catchThrowable(() -> read(NONE, codes, "csv", "input.schema=" + schema));
    assertThat(Failure.of(refused).line())
        .startsWith("input.schema must name columns of the table. The table of input.path lacks")
        .contains("The nearest of its columns is '" + nearest + "'");
    assertThat(Failure.of(refused).code()).isEqualTo(ExitCode.WRONG_DATA);
  }

  @ParameterizedTest
  @CsvSource({"zone TEXTT, Unsupported data type", "zone:, Syntax error", "/no/such.ddl, Syntax"})
  void read_noSchema_isAWrongSetting(String schema, String reason) {
    Path codes = BatchCase.file("cases/codes/score.csv");
    Throwable refused =
        Assertions.catchThrowable(() -> read(NONE, codes, "csv", "input.schema=" + schema));
    assertThat(Failure.of(refused).line())
        .startsWith(
            "input.schema must be a schema such as \"zone STRING, age INT\", or the path of")
        .contains(reason);
    assertThat(Failure.of(refused).code()).isEqualTo(ExitCode.WRONG_SETTINGS);
  }

  @Test
  void trainAndScore_codesDeclaredAsText_areTheSameInAnyBatch() {
    Path train = BatchCase.file("cases/codes/train.csv");
    Path model =
        cases.train("codes", train, "y", "input.categorical=zone", "input.schema=zone STRING");
    for (String name : List.of("score", "score_same")) {
      Path batch = BatchCase.file("cases/codes/" + name + ".csv");
      JobRun run =
          cases.score(
              name, model, batch, "input.schema=zone STRING", "score.handleInvalid=quarantine");
      assertThat(run.err()).isEmpty();
      assertThat(cases.scored(name).count()).isEqualTo(20);
    }
    assertThat(cases.scored("score/_quarantine").select("zone").first().getString(0))
        .isEqualTo("K1A");
  }
}
