package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.runtimes.ExportException;

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
        .isEqualTo(
            "SparkException: Job aborted: ShuffleMapStage 21 has failed 4 times. Most recent failure"
                + " reason: org.apache.spark.shuffle.FetchFailedException; caused by"
                + " java.io.IOException: No space left on device");
  }

  @Test
  void of_taskThatFailedOnAnExecutor_namesTheExecutor() {
    assertThat(lostTask("10.0.0.7 executor 3"))
        .isEqualTo("IOException: No space left on device, on 10.0.0.7 executor 3");
    assertThat(lostTask("10.0.0.7 executor driver"))
        .isEqualTo("IOException: No space left on device");
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
