package org.sparkdropout.catalyst;

import static org.sparkdropout.catalyst.GatherAnswers.list;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import scala.collection.JavaConverters;

/** Has batches carry, and their children give, only the columns that the plan above needs. */
final class CarriedColumns {
  private CarriedColumns() {}

  static LogicalPlan prune(LogicalPlan plan) {
    return prune(plan, plan.outputSet());
  }

  private static LogicalPlan prune(LogicalPlan plan, AttributeSet required) {
    if (plan instanceof ScoreInBatches operator) {
      return prune(operator.carrying(required));
    }
    if (plan instanceof Project || plan instanceof Aggregate) {
      return plan.mapChildren(child -> prune(child, plan.references()));
    }
    if (plan instanceof Filter || plan instanceof Sort) {
      AttributeSet below = required.$plus$plus(plan.references());
      return plan.mapChildren(child -> prune(child, below));
    }
    return plan.mapChildren(CarriedColumns::prune);
  }

  private static LogicalPlan prune(ScoreInBatches operator) {
    LogicalPlan child = prune(operator.child(), operator.references());
    List<NamedExpression> needed =
        list(child.output()).stream()
            .filter(operator.references()::contains)
            .<NamedExpression>map(column -> column)
            .toList();
    LogicalPlan narrow =
        needed.size() == child.output().size()
            ? child
            : new Project(JavaConverters.asScalaBuffer(needed).toList(), child);
    return operator.withNewChildren(JavaConverters.asScalaBuffer(List.of(narrow)));
  }
}
