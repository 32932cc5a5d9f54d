package org.sparkdropout.catalyst;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.optimizer.CollapseProject;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning;
import org.apache.spark.sql.catalyst.optimizer.RemoveNoopOperators;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.collection.JavaConverters;

/**
 * Has answers computed in batches: puts a {@link ScoreInBatches} below every operator that needs
 * them, and prunes the columns that it carries.
 *
 * <p>What Spark does for its Python functions, with two differences: an answer that is needed
 * twice, as by a filter and by the projection above it, is computed once; and the parts of answers
 * that nothing needs are not computed.
 */
final class GatherAnswers extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<NetworkScoring, Set<AnswerPart>> parts = new HashMap<>();
    addParts(plan, parts);
    if (parts.isEmpty() || !BatchedScoring.isPlanned()) {
      return plan;
    }
    LogicalPlan gathered = new Gathering(parts).gather(plan);
    if (gathered.fastEquals(plan)) {
      return plan;
    }
    LogicalPlan pruned = ColumnPruning.apply(CarriedColumns.prune(gathered));
    return RemoveNoopOperators.apply(CollapseProject.apply(pruned));
  }

  /** Finds the parts of answers that a plan needs, but for those that are computed in batches. */
  private static void addParts(LogicalPlan plan, Map<NetworkScoring, Set<AnswerPart>> parts) {
    if (!(plan instanceof ScoreInBatches)) {
      list(plan.expressions()).forEach(expression -> addParts(expression, parts));
    }
    list(plan.children()).forEach(child -> addParts(child, parts));
  }

  private static void addParts(Expression expression, Map<NetworkScoring, Set<AnswerPart>> parts) {
    if (expression instanceof GetStructField taken
        && taken.child() instanceof NetworkAnswer answer) {
      parts
          .computeIfAbsent(answer.scoring(), unknown -> EnumSet.noneOf(AnswerPart.class))
          .add(AnswerPart.of(taken));
    }
    list(expression.children()).forEach(child -> addParts(child, parts));
  }

  static <T> List<T> list(scala.collection.Seq<T> items) {
    return JavaConverters.seqAsJavaList(items);
  }
}
