package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;

/** A fit that fails on the way, as if its process had been killed. */
final class CutOff {
  private CutOff() {}

  /** Fits until the fourth epoch is over. */
  static void afterFourEpochs(DropoutClassifier classifier, Dataset<Row> rows) {
    classifier.setListener(
        new TrainingListener() {
          @Override
          public void epochFinished(EpochRecord epoch) {
            if (epoch.epoch() == 4) {
              throw new IllegalStateException("cut off");
            }
          }
        });
    assertThatThrownBy(() -> classifier.fit(rows)).hasMessage("cut off");
    classifier.setListener(null);
  }
}
