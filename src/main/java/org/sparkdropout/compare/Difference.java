package org.sparkdropout.compare;

/**
 * An arm against the baseline.
 *
 * @param arm its name
 * @param baseline the name of the first arm
 * @param conclusion what may be concluded
 * @param verdict the same for people to read, with its figures
 * @param bySeed the differences of the test errors, seed by seed
 * @param byRow the differences in each test row
 * @param firstSeed the test of the two networks of the first seed
 */
public record Difference(
    String arm,
    String baseline,
    Conclusion conclusion,
    String verdict,
    SeedDifferences bySeed,
    RowDifferences byRow,
    PairTest firstSeed) {}
