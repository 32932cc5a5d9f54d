package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.head.ErrorMeasure;

/**
 * What a comparison found.
 *
 * @param measure what errors are: of classes the share of wrong predictions, of numbers the RMSE
 * @param heldOutRows what the curves' held-out rows are: the test rows or validation rows
 * @param seeds that were trained with, at least 1; those of all splits, one split after the other
 * @param confidence 1 - the chance that any difference is claimed of arms that are the same, at
 *     least
 * @param constantAnswer the test error of always answering with the largest class, of numbers with
 *     the mean label, of the training rows
 * @param arms the baseline first; with several splits their runs are in the order of the splits,
 *     and within a split of the seeds
 * @param differences of arms from their baselines, in the order of the arms
 * @param sweep what is swept; null if nothing is
 * @param notes what else a reader must know, for people to read
 * @param provenance what it was made from and by; null where nobody has noted it down
 * @param classes what was found of each class; null if labels are numbers, and of several splits
 *     and of runs that know different classes
 */
public record ComparisonReport(
    ErrorMeasure measure,
    String heldOutRows,
    List<Long> seeds,
    double confidence,
    double constantAnswer,
    List<ArmReport> arms,
    List<Difference> differences,
    Sweep sweep,
    List<String> notes,
    ReportProvenance provenance,
    ClassesReport classes) {
  /**
   * The least p-value of the sign-flip test with so many seeds; the page asks it.
   *
   * @return in (0, 1]
   */
  public double leastSignFlip() {
    return SignFlip.least(seeds.size());
  }

  /**
   * The same report with the probabilities that each arm is better than the baseline, worse, or
   * practically the same, where there are two seeds or more.
   *
   * @param equivalence the share of the baseline's mean test error up to which a difference does
   *     not matter, at least 0
   * @return the report
   */
  public ComparisonReport withProbabilities(double equivalence) {
    double ofOne = 1 - (1 - confidence) / differences.size();
    return with(
        seeds,
        constantAnswer,
        arms,
        differences.stream()
            .map(one -> one.withProbabilities(measure, region(one, equivalence), ofOne))
            .toList(),
        notes);
  }

  private double region(Difference one, double equivalence) {
    return equivalence * arm(one.baseline()).orElseThrow().testError();
  }

  /**
   * What pairing by seeds leaves of the variance that a difference would have with unpaired seeds:
   * the variance of the differences over the sum of the variances of both arms' errors. The page
   * asks it.
   *
   * @param one of the differences
   * @return near 1 if what the arms share makes no difference, less if it takes out chance; NaN
   *     with fewer than two seeds, with several splits, and where no error varies
   */
  public double pairedVariance(Difference one) {
    if (one.bySeed() == null) {
      return Double.NaN;
    }
    double differences =
        StatUtils.variance(
            one.bySeed().differences().stream().mapToDouble(Double::doubleValue).toArray());
    double unpaired = variance(one.arm()) + variance(one.baseline());
    return differences / unpaired;
  }

  private double variance(String name) {
    double deviation = arm(name).orElseThrow().testErrorDeviation();
    return deviation * deviation;
  }

  /** The arm of a name, if there is one. */
  Optional<ArmReport> arm(String name) {
    return arms.stream().filter(arm -> arm.name().equals(name)).findFirst();
  }

  /**
   * How many splits there are.
   *
   * @return at least 1
   */
  @JsonProperty
  public int splits() {
    return differences.stream()
        .filter(one -> one.bySplit() != null)
        .mapToInt(one -> one.bySplit().differences().size())
        .max()
        .orElse(1);
  }

  /** The same with other findings. */
  ComparisonReport with(
      List<Long> trained,
      double constant,
      List<ArmReport> others,
      List<Difference> found,
      List<String> said) {
    return new ComparisonReport(
        measure,
        heldOutRows,
        trained,
        confidence,
        constant,
        others,
        found,
        sweep,
        List.copyOf(said),
        provenance,
        classes);
  }

  /** The same with other words of where it is from, and of classes. */
  private ComparisonReport with(ReportProvenance from, ClassesReport ofClasses) {
    return new ComparisonReport(
        measure,
        heldOutRows,
        seeds,
        confidence,
        constantAnswer,
        arms,
        differences,
        sweep,
        notes,
        from,
        ofClasses);
  }

  /**
   * The same report with more to say.
   *
   * @param more texts for people to read, before the others
   * @return the report
   */
  public ComparisonReport withNotes(List<String> more) {
    return with(
        seeds,
        constantAnswer,
        arms,
        differences,
        Stream.concat(more.stream(), notes.stream()).toList());
  }

  /**
   * The same report with other texts.
   *
   * @param change of the values of params, warnings and notes, such as one that hides secrets
   * @return the report
   */
  public ComparisonReport withTexts(UnaryOperator<String> change) {
    return with(
            seeds,
            constantAnswer,
            arms.stream().map(arm -> arm.withTexts(change)).toList(),
            differences,
            notes.stream().map(change).toList())
        .withProvenance(provenance == null ? null : provenance.withTexts(change));
  }

  /**
   * The same report, which says where it is from.
   *
   * @param from what it was made from and by
   * @return the report
   */
  public ComparisonReport withProvenance(ReportProvenance from) {
    return with(from, classes);
  }

  /** The same report with what was found of each class; null for nothing. */
  ComparisonReport withClasses(ClassesReport found) {
    return with(provenance, found);
  }

  /**
   * The same report with the texts of the classes.
   *
   * @param texts of the classes, in their order; those without one keep their numbers
   * @return the report
   */
  public ComparisonReport withClassLabels(List<String> texts) {
    return withClasses(classes == null ? null : classes.withLabels(texts));
  }

  /**
   * What runs warned of.
   *
   * @return each warning once
   */
  public List<SharedWarning> warnings() {
    return SharedWarning.of(arms);
  }
}
