package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysForParamsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lower learningRate, or set maxNorm | lower train.learningRate, or set train.maxNorm",
        "network must name a file | train.network must name a file",
        "momentum: 0.5, was 0.9 | train.momentum: 0.5, was 0.9",
        "Set engine = dl4j | Set train.engine = dl4j",
        "set checkpointResume = false | set checkpoint.resume = false",
        "the network takes momentum | the network takes momentum",
        "set train.maxIter | set train.maxIter",
        "Column 'maxIter' of /data/maxIter holds \"seed\" | Column 'maxIter' of /data/maxIter holds \"seed\"",
        "give nIn and inputType | give nIn and inputType"
      })
  void in_namesOfParams_becomeKeys(String message, String expected) {
    assertThat(KeysForParams.in(message)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"momentum: 1, train.momentum: 1", "rows held out: 1, rows held out: 1"})
  void in_differencesInLinesOfTheirOwn_becomeKeys(String line, String expected) {
    assertThat(KeysForParams.in("Of another:\n  " + line + "\nUse it"))
        .isEqualTo("Of another:\n  " + expected + "\nUse it");
  }
}
