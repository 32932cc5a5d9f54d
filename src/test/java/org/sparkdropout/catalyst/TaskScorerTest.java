package org.sparkdropout.catalyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;
import scala.Option;

class TaskScorerTest {
  private static final double[][] LOGITS = {{1, 2}};

  private final AtomicInteger closed = new AtomicInteger();

  /** Counts how often its scorers are closed. */
  private record Network(AtomicInteger closed) implements ExportedNetwork {
    @Override
    public String engine() {
      return "none";
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public Answer answer() {
      return Decision.of(Optional.empty());
    }

    @Override
    public float[] parameters() {
      return new float[0];
    }

    @Override
    public Scorer scorer() {
      return new Scorer() {
        @Override
        public int tileRows() {
          return 16;
        }

        @Override
        public double[][] logits(int rows, Rows source) {
          source.copyFeatures(0, new float[1], 0);
          return LOGITS;
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }
  }

  private static TaskContext task() {
    return TaskContext$.MODULE$.empty();
  }

  private TaskScorer scorer(TaskContext task) {
    return TaskScorer.of(new Network(closed), task);
  }

  @Test
  void close_twice_freesOnce_andScoresNoMore() {
    TaskScorer scorer = scorer(task());
    assertThat(scorer.logits(1, (row, target, offset) -> {})).isEqualTo(LOGITS);
    scorer.close();
    scorer.close();
    assertThat(closed).hasValue(1);
    assertThat(scorer.tileRows()).isEqualTo(16);
    assertThatThrownBy(() -> scorer.logits(1, (row, target, offset) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The task has ended: no more rows are scored");
  }

  @Test
  void task_ended_freesItsScorer() {
    TaskContext task = task();
    TaskScorer scorer = scorer(task);
    assertThat(scorer.isOf(task)).isTrue();
    assertThat(scorer.isOf(task())).isFalse();
    task.markTaskCompleted(Option.empty());
    assertThat(closed).hasValue(1);
  }

  /** The memory that a product reads must not be freed under it. */
  @Test
  void close_whileAnotherThreadScores_waits() throws InterruptedException {
    TaskScorer scorer = scorer(task());
    Thread ending = new Thread(scorer::close);
    AtomicBoolean freedTooEarly = new AtomicBoolean();
    scorer.logits(
        1,
        (row, target, offset) -> {
          ending.start();
          while (ending.isAlive() && ending.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
          }
          freedTooEarly.set(closed.get() > 0);
        });
    ending.join();
    assertThat(freedTooEarly).isFalse();
    assertThat(closed).hasValue(1);
  }
}
