package org.sparkdropout.catalyst;

import static org.sparkdropout.catalyst.GatherAnswers.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import scala.collection.JavaConverters;

/**
 * Replaces answers in a plan by the columns of operators that compute them.
 *
 * @param needed the parts of answers that the whole plan needs
 */
record Gathering(Map<NetworkScoring, Set<AnswerPart>> needed) {
  /** The same rows and columns, with answers computed in batches wherever they can be. */
  LogicalPlan gather(LogicalPlan plan) {
    return withOutputOf(plan, gatherWithMore(plan));
  }

  /** May have more columns than the plan had: answers, which the operators above can use. */
  private LogicalPlan gatherWithMore(LogicalPlan plan) {
    LogicalPlan gathered =
        plan.mapChildren(child -> passesOn(plan) ? gatherWithMore(child) : gather(child));
    for (Optional<NetworkAnswer> next = next(gathered); next.isPresent(); next = next(gathered)) {
      gathered = gather(gathered, next.get());
    }
    return passesOn(gathered) ? gathered : withOutputOf(plan, gathered);
  }

  private static boolean passesOn(LogicalPlan plan) {
    return plan instanceof Project || plan instanceof Filter || plan instanceof Sort;
  }

  private static LogicalPlan withOutputOf(LogicalPlan before, LogicalPlan after) {
    if (after.output().equals(before.output())) {
      return after;
    }
    List<NamedExpression> columns = new ArrayList<>(list(before.output()));
    return new Project(JavaConverters.asScalaBuffer(columns).toList(), after);
  }

  /** An answer in a plan's own expressions that one of its children can compute. */
  private static Optional<NetworkAnswer> next(LogicalPlan plan) {
    return plan instanceof ScoreInBatches
        ? Optional.empty()
        : list(plan.expressions()).stream()
            .flatMap(expression -> innermost(expression).stream())
            .filter(answer -> list(plan.children()).stream().anyMatch(child -> fits(answer, child)))
            .findFirst();
  }

  private static boolean fits(NetworkAnswer answer, LogicalPlan child) {
    return answer.references().subsetOf(child.outputSet());
  }

  /** The answers that are computed from no other answers. */
  private static List<NetworkAnswer> innermost(Expression expression) {
    List<NetworkAnswer> found = new ArrayList<>();
    list(expression.children()).forEach(child -> found.addAll(innermost(child)));
    if (found.isEmpty()
        && expression instanceof GetStructField taken
        && taken.child() instanceof NetworkAnswer answer) {
      found.add(answer);
    }
    return found;
  }

  private LogicalPlan gather(LogicalPlan plan, NetworkAnswer answer) {
    List<LogicalPlan> children = new ArrayList<>(list(plan.children()));
    LogicalPlan child = children.stream().filter(each -> fits(answer, each)).findFirst().get();
    Optional<LogicalPlan> scored = scored(child, answer);
    LogicalPlan above = plan;
    if (scored.isEmpty() && plan instanceof Filter filter) {
      SplitFilter split = SplitFilter.of(filter);
      above = split.above();
      child = split.below();
      children.set(0, child);
    }
    LogicalPlan below = child;
    LogicalPlan operator =
        scored.orElseGet(
            () -> ScoreInBatches.of(answer, List.copyOf(needed.get(answer.scoring())), below));
    children.set(children.indexOf(child), operator);
    ScoreInBatches source = source(operator, answer).get();
    return above
        .withNewChildren(JavaConverters.asScalaBuffer(children))
        .mapExpressions(expression -> replaced(expression, answer, source));
  }

  private static Expression replaced(
      Expression expression, NetworkAnswer answer, ScoreInBatches source) {
    return expression instanceof GetStructField taken && taken.child().semanticEquals(answer)
        ? source.column(AnswerPart.of(taken))
        : expression.mapChildren(child -> replaced(child, answer, source));
  }

  /** The plan with an answer among its columns, if that answer is computed below it. */
  private static Optional<LogicalPlan> scored(LogicalPlan plan, NetworkAnswer answer) {
    if (computes(plan, answer)) {
      return Optional.of(plan);
    }
    if (!passesOn(plan) && !(plan instanceof ScoreInBatches)) {
      return Optional.empty();
    }
    LogicalPlan child = plan.children().apply(0);
    NetworkAnswer inner = in(plan, answer);
    return scored(child, inner).map(below -> passing(plan, below, source(below, inner).get()));
  }

  /** The same answer in the columns that a plan's child has: a projection may make the features. */
  private static NetworkAnswer in(LogicalPlan plan, NetworkAnswer answer) {
    if (!(plan instanceof Project project)) {
      return answer;
    }
    Map<ExprId, Expression> made = new HashMap<>();
    for (NamedExpression column : list(project.projectList())) {
      if (column instanceof Alias alias) {
        made.put(alias.exprId(), alias.child());
      }
    }
    return (NetworkAnswer) resolved(answer, made);
  }

  private static Expression resolved(Expression expression, Map<ExprId, Expression> made) {
    return expression instanceof AttributeReference attribute
        ? made.getOrDefault(attribute.exprId(), attribute)
        : expression.mapChildren(child -> resolved(child, made));
  }

  private static LogicalPlan passing(LogicalPlan plan, LogicalPlan below, ScoreInBatches source) {
    LogicalPlan same = plan.withNewChildren(JavaConverters.asScalaBuffer(List.of(below)));
    if (source.producedAttributes().subsetOf(same.outputSet())) {
      return same;
    }
    if (same instanceof ScoreInBatches operator) {
      return operator.carrying(below.outputSet());
    }
    List<NamedExpression> columns = new ArrayList<>(list(((Project) same).projectList()));
    columns.addAll(list(source.answers()));
    return new Project(JavaConverters.asScalaBuffer(columns).toList(), below);
  }

  private static Optional<ScoreInBatches> source(LogicalPlan plan, NetworkAnswer answer) {
    if (computes(plan, answer)) {
      return Optional.of((ScoreInBatches) plan);
    }
    return passesOn(plan) || plan instanceof ScoreInBatches
        ? source(plan.children().apply(0), in(plan, answer))
        : Optional.empty();
  }

  private static boolean computes(LogicalPlan plan, NetworkAnswer answer) {
    return plan instanceof ScoreInBatches operator && operator.answer().semanticEquals(answer);
  }

  /** A filter in two: the part that needs no answers comes first, so that fewer are computed. */
  private record SplitFilter(LogicalPlan above, LogicalPlan below) {
    static SplitFilter of(Filter filter) {
      List<Expression> below = new ArrayList<>();
      List<Expression> above = new ArrayList<>();
      for (Expression condition : conditions(filter.condition())) {
        boolean early = condition.deterministic() && innermost(condition).isEmpty();
        (early ? below : above).add(condition);
      }
      LogicalPlan child = below.isEmpty() ? filter.child() : new Filter(all(below), filter.child());
      return new SplitFilter(new Filter(all(above), child), child);
    }

    private static List<Expression> conditions(Expression condition) {
      if (condition instanceof And and) {
        List<Expression> both = new ArrayList<>(conditions(and.left()));
        both.addAll(conditions(and.right()));
        return both;
      }
      return List.of(condition);
    }

    private static Expression all(List<Expression> conditions) {
      return conditions.stream().reduce(And::new).get();
    }
  }
}
