package org.sparkdropout.job;

import com.typesafe.config.Config;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.io.FilenameUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.fit.EngineFactory;
import org.sparkdropout.fit.NetworkFormat;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.Preparation;

/**
 * The defaults for tables of raw columns: the group {@code rawColumns} of {@code
 * conf/reference.conf}, laid under what the user has set.
 */
final class RawColumnDefaults {
  /** Fewer rows than this give too few to validate on: of 100 rows, 15 would be held out. */
  static final int FEWEST_ROWS = 100;

  private static final String FRACTION = "train.validationFraction";
  private static final String PATIENCE = "train.patience";
  private static final String DROPOUT = "train.hiddenDropout";
  private static final String SCALE = "prepare.scale";

  private RawColumnDefaults() {}

  /**
   * The settings to train with.
   *
   * @param given what the user has set
   * @param rows the training rows; up to {@value #FEWEST_ROWS} of them are counted
   * @param console is told which defaults apply
   * @return the given settings where all features are vectors
   */
  static Settings applied(Settings given, Dataset<Row> rows, JobConsole console) {
    if (!hasRawColumns(given, rows)) {
      return given;
    }
    boolean asked = given.isGiven(FRACTION) || given.isGiven(PATIENCE);
    boolean few = !asked && !hasIndicator(given) && isFew(rows);
    Settings settings = given.withDefaults(few ? withoutValidation(given) : defaults(given));
    console.rawColumnDefaults(settings);
    if (few) {
      console.say(
          "Fewer than %d training rows: none are held out, and training does not stop early. Set %s to hold some out"
              .formatted(FEWEST_ROWS, FRACTION));
    }
    return settings;
  }

  /** Settings with the defaults for raw columns, whatever the table. */
  static Settings under(Settings given) {
    return given.withDefaults(defaults(given));
  }

  private static Config withoutValidation(Settings given) {
    return defaults(given).withoutPath(FRACTION).withoutPath(PATIENCE);
  }

  private static Config defaults(Settings given) {
    Config defaults = given.reference().rawColumns();
    if (hasIndicator(given)) {
      defaults = defaults.withoutPath(FRACTION);
    } else if (given.isGiven(FRACTION) && given.share(FRACTION) == 0) {
      defaults = defaults.withoutPath(PATIENCE);
    }
    Optional<String> file = given.optional("train.network");
    if (file.isPresent() || dropsByFile(given.text("train.engine"))) {
      defaults = defaults.withoutPath(DROPOUT);
    }
    return file.filter(RawColumnDefaults::holdsWeights).isPresent()
        ? defaults.withoutPath(SCALE)
        : defaults;
  }

  private static boolean dropsByFile(String engine) {
    return EngineFactory.all().stream()
        .filter(factory -> factory.engine().equals(engine))
        .anyMatch(factory -> !factory.asks("hiddenDropout"));
  }

  /** Weights that were trained expect the scale that they were trained on. */
  private static boolean holdsWeights(String file) {
    String ending = FilenameUtils.getExtension(file).toLowerCase(Locale.ROOT);
    return NetworkFormat.all().stream()
        .anyMatch(format -> format.endingsWithWeights().contains(ending));
  }

  private static boolean hasIndicator(Settings given) {
    return given.optional("train.validationIndicatorCol").isPresent();
  }

  private static boolean isFew(Dataset<Row> rows) {
    return Described.job(
            rows.sparkSession().sparkContext(),
            "count up to %d training rows".formatted(FEWEST_ROWS),
            "count rows",
            () -> rows.limit(FEWEST_ROWS).count())
        < FEWEST_ROWS;
  }

  /**
   * Whether a column of numbers or categories is among the features. Text that nobody has named
   * does not count beside vectors: it may turn out to be none.
   */
  private static boolean hasRawColumns(Settings given, Dataset<Row> rows) {
    Preparation asked = FeatureColumns.resolve(given, rows.schema()).preparation();
    return !asked.numbers().isEmpty()
        || asked.vectors().isEmpty()
        || !asked.optional().containsAll(asked.categories());
  }
}
