package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates and times as categories, in batches that are text because of one value. */
class TimesAsTextTest {
  @TempDir private Path folder;

  private static String[] lines(String first, String second, Stream<String> more) {
    Stream<String> rows =
        IntStream.range(0, 40)
            .mapToObj(row -> "%d,%s,%s".formatted(row, row % 2 == 0 ? first : second, row % 2));
    return Stream.concat(Stream.concat(Stream.of("id,day,y"), rows), more).toArray(String[]::new);
  }

  private List<Row> answers(BatchCase cases, String name) {
    return cases
        .scored(name)
        .filter("id < 40")
        .orderBy("id")
        .select("prediction", "probability_0", "probability_1")
        .collectAsList();
  }

  @ParameterizedTest
  @CsvSource({
    "2019-12-31, 2020-01-30, dateFormat, yyyy-MM-dd, unknown",
    "31/12/2019, 30/01/2020, dateFormat, dd/MM/yyyy, unknown",
    "31/12/2019, 30/01/2020, dateFormat, dd/MM/yyyy, 2020-13-45",
    "2020-01-01T00:00:00Z, 2020-01-01T12:30:00Z, header, true, never",
    "2020-01-01T00:00:00+02:00, 2020-06-01T00:00:00-05:00, header, true, -",
    "01.02.2020 10:15, 02.02.2020 10:15, timestampFormat, dd.MM.yyyy HH:mm, ?",
  })
  void score_oneValueThatIsNoTime_othersMeanWhatTheyMeant(
      String first, String second, String option, String pattern, String wrong) throws IOException {
    BatchCase cases = new BatchCase(folder);
    Path clean = cases.write("clean.csv", lines(first, second, Stream.empty()));
    Path mixed = cases.write("mixed.csv", lines(first, second, Stream.of("40," + wrong + ",0")));
    String spelling = "input.options.%s=\"%s\"".formatted(option, pattern);
    Path model =
        cases.train(
            "model", clean, "y", "input.categorical=day", "train.handleInvalid=keep", spelling);
    assertThat(cases.score("one", model, clean, spelling).err()).isEmpty();
    assertThat(cases.score("two", model, mixed, spelling).err()).isEmpty();
    assertThat(answers(cases, "one").stream().map(row -> row.getDouble(0)).distinct()).hasSize(2);
    assertThat(answers(cases, "two")).isEqualTo(answers(cases, "one"));
    assertThat(cases.scored("two").count()).isEqualTo(41);
  }
}
