package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.ErrorMeasure;

class DifferenceTest {
  private static Difference of(List<Double> differences) {
    return new Difference(
            "with",
            "without",
            Conclusion.SEEDS_CANNOT_TELL,
            "",
            SeedDifferences.of(differences, 0.95),
            RowDifferences.of(100, -0.01, 0.1, 0.95),
            new PairTest.OfClasses(McNemar.of(90, 5, 3, 2)))
        .withProbabilities(ErrorMeasure.CLASSIFICATION_ERROR, 0.0012, 0.95);
  }

  @Test
  void withProbabilities_seeds_saysThemInWords() {
    Difference found = of(List.of(-0.01, -0.012, 0.0, -0.008));
    assertThat(found.posterior().region()).isEqualTo(0.0012);
    assertThat(found.posterior())
        .isEqualTo(BayesianSignedRank.of(0.0012, -0.01, -0.012, 0.0, -0.008));
    assertThat(found.probabilities())
        .isEqualTo(
            "By 4 seeds alone, \"with\" is better than \"without\" with probability %s and worse with < 0.01. With %s there is no difference that matters (at most 0.12 points).",
            PosteriorText.text(found.posterior().better()),
            PosteriorText.text(found.posterior().equivalent()));
    assertThat(found.bootstrap()).isNull();
  }

  @Test
  void withProbabilities_oneSeedOrNoFigure_saysNothing() {
    assertThat(of(List.of(-0.01)).posterior()).isNull();
    assertThat(of(List.of(-0.01)).probabilities()).isEmpty();
    assertThat(of(List.of(-0.01, Double.NaN)).posterior()).isNull();
  }

  @Test
  void withProbabilities_tenSeeds_haveABootstrapInterval() {
    assertThat(of(Collections.nCopies(9, -0.01)).bootstrap()).isNull();
    assertThat(of(Collections.nCopies(10, -0.01)).bootstrap().low()).isEqualTo(-0.01);
  }

  @Test
  void text_nearlySure_isNotCalledSure() {
    assertThat(PosteriorText.text(1)).isEqualTo("> 0.99");
    assertThat(PosteriorText.text(0.994)).isEqualTo("0.99");
    assertThat(PosteriorText.text(0.25)).isEqualTo("0.25");
    assertThat(PosteriorText.text(0.004)).isEqualTo("< 0.01");
  }
}
