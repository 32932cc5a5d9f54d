package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.export.ExportException;
import picocli.CommandLine;

class FailureTest {
  private static String line(String message) {
    return Failure.of(new IllegalStateException("outer", new SparkException(message))).line();
  }

  @Test
  void of_messageOfOneLine_isThatLine() {
    assertThat(line("no room")).isEqualTo("SparkException: no room");
    assertThat(Failure.of(new IllegalStateException()).line())
        .isEqualTo("IllegalStateException: no message");
  }

  /** What Spark says when a stage has failed too often begins with the cause in another line. */
  @Test
  void of_messageThatHoldsATrace_namesItsLastCause() {
    String message =
        """
        Job aborted: ShuffleMapStage 21 has failed 4 times. Most recent failure reason:
        org.apache.spark.shuffle.FetchFailedException
        \tat org.apache.spark.Fetcher.fail(Fetcher.scala:1)
        Caused by: java.io.IOException: outer
        \tat org.apache.spark.Fetcher.read(Fetcher.scala:2)
        Caused by: java.io.IOException: No space left on device
        \tat java.base/sun.nio.ch.FileDispatcherImpl.write(Native Method)

        Driver stacktrace:""";
    assertThat(line(message))
        .contains(
            "SparkException: Job aborted: ShuffleMapStage 21 has failed 4 times. Most recent failure"
                + " reason: org.apache.spark.shuffle.FetchFailedException; caused by"
                + " java.io.IOException: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
  void of_fullDiskBeforeAnotherCause_isStillNamed(String words) {
    assertThat(line("Job aborted\nCaused by: a.B: %s\nCaused by: a.C: closed".formatted(words)))
        .startsWith("The disks of the output")
        .contains(words, "a.C: closed");
  }

  @Test
  void of_taskThatFailedOnAnExecutor_namesTheExecutor() {
    assertThat(lostTask("10.0.0.7 executor 3"))
        .contains("(IOException: No space left on device, on 10.0.0.7 executor 3)");
    assertThat(lostTask("10.0.0.7 executor driver"))
        .contains("(IOException: No space left on device)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.lang.OutOfMemoryError: Java heap space | The job must fit in memory.",
        "java.lang.StackOverflowError | The thread's stack must be large enough.",
        "java.lang.NoSuchMethodError: 'void a.B.c()' | Spark Dropout needs Spark 3.5 on Scala 2.12 and Java 17",
        "java.lang.UnsupportedClassVersionError: a/B has been compiled | The driver and every executor must run Java 17 to 22.",
        "java.lang.IllegalAccessError: class a.B cannot access class c.D (in module java.base) because module java.base does not export c | Java must let Spark use its inner classes.",
        "java.lang.IllegalAccessError: a.B tried to access private field c.D | Spark Dropout needs Spark 3.5 on Scala 2.12",
        "java.io.IOException: Disk quota exceeded | The disks of the output, the checkpoints",
      })
  void of_errorOfAnExecutor_saysWhatIsNeeded(String text, String first) {
    assertThat(line("Lost task 1.0 in stage 2.0: " + text)).startsWith(first);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new OutOfMemoryError("Java heap space"), "fit in memory. It ran out (OutOfMemoryError"),
        Arguments.of(new StackOverflowError(), "stack must be large enough"),
        Arguments.of(new NoClassDefFoundError("a/B"), "(NoClassDefFoundError: a/B)"),
        Arguments.of(new UnsupportedClassVersionError("a/B"), "must run Java 17 to 22"),
        Arguments.of(new Error(new IOException("No space left on device")), "One is full"),
        Arguments.of(new AssertionError("odd"), "error: AssertionError: odd"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void execute_jobThatEndsInAnError_saysSoInTheErrorLine(Error error, String words) {
    JobOptions options = new JobOptions();
    @CommandLine.Command
    class Failing implements Job {
      @Override
      public JobOptions options() {
        return options;
      }

      @Override
      public Integer call() {
        throw error;
      }
    }
    StringWriter err = new StringWriter();
    CommandLine commandLine = JobMain.commandLine(new Failing());
    commandLine.setErr(new PrintWriter(err));
    assertThat(commandLine.execute()).isEqualTo(ExitCode.FAILED.number());
    assertThat(err.toString()).startsWith("error: ").contains(words).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "4.0.0, 2.13.16, 17",
    "3.5.7, 2.13.8, 17",
    "3.4.1, 2.12.18, 17",
    "3.5.7, 2.12.18, 25",
    "3.5.7, 2.12.18, 11"
  })
  void problem_ofAnotherPlatform_namesWhatIsNeededAndFound(String spark, String scala, int java) {
    assertThat(new Platform(spark, scala, java).problem().orElseThrow())
        .startsWith("Spark Dropout needs Spark 3.5 on Scala 2.12 and Java 17 to 22.")
        .contains("Found: Spark %s on Scala %s, Java %d. Set ".formatted(spark, scala, java));
    assertThat(new Platform("3.5.1", "2.12.18", 21).problem()).isEmpty();
    assertThat(Platform.found().problem()).isEmpty();
  }

  @Test
  void of_exportThatDiffers_saysHow() {
    Failure failure = Failure.of(new IllegalStateException(new ExportException("Row 3 differs")));
    assertThat(failure.line()).isEqualTo("Row 3 differs");
    assertThat(failure.code()).isEqualTo(ExitCode.FAILED);
  }

  private static String lostTask(String place) {
    String message =
        "Job aborted due to stage failure: Task 1 in stage 8.0 failed 4 times, most recent failure:"
            + " Lost task 1.3 in stage 8.0 (TID 32) (%s): java.io.IOException: No space left on device";
    IOException root = new IOException("No space left on device");
    return Failure.of(new SparkException(message.formatted(place), root)).line();
  }

  @Test
  void isOf_causeOrItsTextFromAnExecutor_isFound() {
    Class<InvalidDataException> type = InvalidDataException.class;
    Throwable cause = new InvalidDataException("no label");
    assertThat(Failure.isOf(new IOException(new SparkException("lost", cause)), type)).isTrue();
    assertThat(Failure.isOf(new SparkException("Lost task 0: " + cause), type)).isTrue();
    assertThat(Failure.isOf(new IOException("No space left on device"), type)).isFalse();
    assertThat(Failure.isOf(new IOException(), type)).isFalse();
  }
}
