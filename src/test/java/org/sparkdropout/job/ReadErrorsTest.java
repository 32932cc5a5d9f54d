package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadErrorsTest {
  @TempDir private static Path folder;
  private static BatchCase cases;
  private static Path train;

  @BeforeAll
  static void write() throws IOException {
    cases = new BatchCase(folder);
    train = BatchCase.file("cases/odd-batches/train.csv");
    for (String format : new String[] {"parquet", "orc", "json"}) {
      JobRun.spark()
          .sql("SELECT id AS a, id % 2 AS y FROM range(20)")
          .coalesce(1)
          .write()
          .format(format)
          .save(folder.resolve("as-" + format).toString());
    }
    cases.write("as-csv/part.csv", "a,y", "1,0", "2,1");
    cases.write("as-bare/part-0", "a,y", "1,0", "2,1");
  }

  private static JobRun train(String... settings) {
    Path output = folder.resolve("never");
    JobRun run =
        JobRun.of(new TrainJob(), JobRun.set(BatchCase.training(train, "y", output), settings));
    assertThat(output).doesNotExist();
    assertThat(cases.leftovers()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    return run;
  }

  @ParameterizedTest
  @CsvSource({
    "csv, parquet",
    "csv, orc",
    "parquet, csv",
    "orc, json",
    "orc, parquet",
    "json, csv",
    "csv, json"
  })
  void train_wrongFormat_isToldWithTheRightOne(String is, String asked) {
    JobRun run = train("input.path=" + folder.resolve("as-" + is), "input.format=" + asked);
    assertThat(run.err())
        .startsWith("error: input.path must name a table that Spark reads as " + asked)
        .contains("input.format = " + is);
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }

  @Test
  void train_jsonOverLines_isToldWithTheOption() throws IOException {
    Path file = cases.write("lines.json", "[", "{\"a\": 1,", " \"y\": 0}", "]");
    JobRun run = train("input.path=" + file, "input.format=json", "input.options={}");
    assertThat(run.err()).contains("set input.options.multiLine = true");
    JobRun again =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                BatchCase.training(file, "no", folder.resolve("over lines")),
                "input.format=json",
                "input.options={multiLine=true}"));
    assertThat(again.err()).contains("must have the label column 'no'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv"})
  void train_damagedFile_isTold(String format) throws IOException {
    Path table = folder.resolve("damaged-" + format);
    JobRun.spark()
        .sql("SELECT id AS a, id % 2 AS y FROM range(200)")
        .coalesce(1)
        .write()
        .option("header", "true")
        .option("compression", "gzip")
        .format(format)
        .save(table.toString());
    Path part;
    try (Stream<Path> files = Files.list(table)) {
      part =
          files
              .filter(
                  file -> file.toString().endsWith(".gz") || file.toString().endsWith("parquet"))
              .findFirst()
              .orElseThrow();
    }
    Path broken = Files.createDirectories(folder.resolve("broken-" + format));
    byte[] bytes = Files.readAllBytes(part);
    Arrays.fill(bytes, 8, bytes.length / 4, (byte) 0x55); // The columns are told at the end.
    Files.write(broken.resolve(part.getFileName()), bytes);
    JobRun run = train("input.path=" + broken, "input.format=" + format);
    assertThat(run.err()).contains(part.getFileName().toString());
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }

  @Test
  void train_avroWithoutItsPackage_isToldWithThePackage() throws IOException {
    Path file = cases.write("some.avro", "Obj\u0001");
    JobRun run = train("input.path=" + file, "input.format=avro");
    assertThat(run.err())
        .startsWith(
            "error: input.format must name a format that Spark knows. Provided value: avro.")
        .contains("add -- --packages GROUP:ARTIFACT:VERSION to the end of the command, such as")
        .contains("org.apache.spark:spark-avro_2.12:3.5.");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_SETTINGS.number());
  }

  @Test
  void train_folderWithoutFiles_isTold() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("no-files"));
    JobRun run = train("input.path=" + empty, "input.format=parquet");
    assertThat(run.err())
        .startsWith("error: input.path must name a table with files of data. Provided: " + empty);
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b', y, the label (train.labelCol)",
    "'a,y', b, a feature",
    "'a,bb,y', b, a feature"
  })
  void train_testTableThatLacksAColumn_isTold(String header, String missing, String role)
      throws IOException {
    Path test = cases.write("test-" + header + ".csv", header, header.replaceAll("[^,]+", "1"));
    JobRun run = train("input.testPath=" + test);
    assertThat(run.err())
        .startsWith(
            "error: The table of input.testPath must have the columns of the table of input.path."
                + " It lacks '%s', %s. The nearest".formatted(missing, role));
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }

  @Test
  void train_testTableInOtherCase_isMeasuredOn() throws IOException {
    Path test = cases.write("case.csv", "B,A,Y", "1,2,0", "3,4,1");
    Path output = folder.resolve("measured");
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(BatchCase.training(train, "Y", output), "input.testPath=" + test));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsPattern("\ntest +2 ");
  }

  @ParameterizedTest
  @CsvSource({"0.001, measure", "0.999, train"})
  void train_fractionThatLeavesNoRows_isTold(String fraction, String purpose) throws IOException {
    Path table = cases.write("few.csv", "a,b,y", "1,2,0", "3,4,1", "5,6,0");
    JobRun run = train("input.path=" + table, "input.testFraction=" + fraction);
    assertThat(run.err())
        .startsWith("error: input.testFraction must leave rows to train on and rows to measure on.")
        .contains(
            "Of the table's 3 rows, a fraction of " + fraction + " leaves none to " + purpose);
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }
}
