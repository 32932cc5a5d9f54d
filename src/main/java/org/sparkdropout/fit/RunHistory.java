package org.sparkdropout.fit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.checkpoint.RunIdentity;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.ml.param.TrainingSettings;
import org.sparkdropout.redact.Redaction;
import org.sparkdropout.tensorboard.EventFolder;
import org.sparkdropout.tensorboard.TensorBoardHistory;
import org.sparkdropout.train.TrainingListener;

/**
 * What a run writes for other programs, as its params ask for it.
 *
 * @param tensorBoard its event files, if a folder is named
 */
record RunHistory(Optional<TensorBoardHistory> tensorBoard) implements AutoCloseable {
  /**
   * Checks that the history of a run could be written.
   *
   * @throws IllegalArgumentException if a folder cannot be written to
   */
  static void check(SharedParams params, Configuration hadoop) {
    params.summaryFolder().ifPresent(path -> EventFolder.of(path, hadoop).check());
  }

  /** The history of a run that has not begun. */
  static RunHistory of(SharedParams params, RunIdentity identity, Configuration hadoop) {
    String name =
        Columns.named(params, params.summaryName()).orElseGet(() -> "run-" + identity.digest());
    return new RunHistory(
        params
            .summaryFolder()
            .map(path -> EventFolder.of(path, hadoop).run(name))
            .map(folder -> new TensorBoardHistory(folder, settings(params))));
  }

  /** The settings that a result depends on, in JSON, but text without quotes. */
  private static Map<String, String> settings(SharedParams params) {
    EngineFactory engine = EngineFactory.of(params);
    Map<String, String> settings = new TreeMap<>();
    for (Param<?> param : params.params()) {
      if (params.isDefined(param) && engine.asks(param.name()) && !isIgnored(param.name())) {
        String text = StringUtils.strip(RunCheckpoints.json(params, param), "\"");
        settings.put(param.name(), Redaction.BY_DEFAULT.text(text));
      }
    }
    return settings;
  }

  private static boolean isIgnored(String param) {
    return TrainingSettings.named(param)
        .filter(setting -> setting.identity() == Setting.Identity.IGNORED)
        .isPresent();
  }

  TrainingListener listener() {
    return tensorBoard.<TrainingListener>map(one -> one).orElse(TrainingListener.NONE);
  }

  @Override
  public void close() {
    tensorBoard.ifPresent(TensorBoardHistory::close);
  }
}
