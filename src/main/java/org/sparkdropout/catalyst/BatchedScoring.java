package org.sparkdropout.catalyst;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.ExperimentalMethods;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Has the queries of a session score in batches. Sessions that Spark clones of it, as for streaming
 * queries, do so too. Thread-safe.
 */
public final class BatchedScoring {
  private static final Rule<LogicalPlan> RULE = new GatherAnswers();
  private static final SparkStrategy STRATEGY = new Strategy();

  private BatchedScoring() {}

  /**
   * Adds a rule and a strategy to those of a session, unless they are there.
   *
   * @param session whose queries score in batches from now on
   */
  public static void install(SparkSession session) {
    ExperimentalMethods methods = session.experimental();
    synchronized (methods) {
      if (!methods.extraStrategies().contains(STRATEGY)) {
        methods.extraStrategies_$eq(with(methods.extraStrategies(), STRATEGY));
      }
      if (!methods.extraOptimizations().contains(RULE)) {
        methods.extraOptimizations_$eq(with(methods.extraOptimizations(), RULE));
      }
    }
  }

  private static <T> Seq<T> with(Seq<T> present, T added) {
    List<T> all = new ArrayList<>(JavaConverters.seqAsJavaList(present));
    all.add(added);
    return JavaConverters.asScalaBuffer(all).toList();
  }

  /** Whether the session at hand still has the strategy, which users' own may have replaced. */
  static boolean isPlanned() {
    return SparkSession.getActiveSession()
        .exists(session -> session.experimental().extraStrategies().contains(STRATEGY));
  }

  private static final class Strategy extends SparkStrategy {
    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
      return JavaConverters.asScalaBuffer(
          plan instanceof ScoreInBatches logical ? List.of(physical(logical)) : List.of());
    }

    private SparkPlan physical(ScoreInBatches logical) {
      return new ScoreInBatchesExec(
          logical.answer(),
          logical.parts(),
          logical.answers(),
          logical.carried(),
          planLater(logical.child()));
    }
  }
}
