package org.sparkdropout.tensorboard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.history.Delivery;
import org.sparkdropout.history.EpochScalars;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/**
 * A run as event files of TensorBoard: its settings at step 0, and the figures of each epoch at the
 * step of that number.
 *
 * <p>A run that goes on from a checkpoint writes to the same folder, and tells TensorBoard to
 * forget what the folder says of epochs that are trained again. A new run in the folder of an
 * earlier one takes its place in the same way. Failures are logged and end no training.
 */
public final class TensorBoardHistory implements TrainingListener, AutoCloseable {
  private final EventFolder folder;
  private final EventWriter writer;
  private final Delivery delivery;
  private final SortedMap<String, String> settings;
  private ErrorMeasure measure = ErrorMeasure.CLASSIFICATION_ERROR;
  private boolean begun;
  private boolean succeeded;

  /**
   * The history of a run that has not begun.
   *
   * @param folder of the run
   * @param settings of the run by name; numbers and flags are written as in JSON
   */
  public TensorBoardHistory(EventFolder folder, Map<String, String> settings) {
    this.folder = folder;
    this.writer = new EventWriter(folder);
    this.delivery = new Delivery("TensorBoard's folder " + folder);
    this.settings = new TreeMap<>(settings);
  }

  @Override
  public void started(TrainingPlan plan) {
    measure = plan.measure();
    settings.put("replicas", String.valueOf(plan.replicas()));
    settings.put("batchSize", String.valueOf(plan.batchSize()));
    settings.put("averagingInterval", String.valueOf(plan.averagingInterval()));
  }

  @Override
  public void resumed(List<EpochRecord> history, int rounds) {
    begun = true;
    delivery.add(
        () -> {
          if (folder.hasEvents()) {
            writer.write(Events.restart(history.size() + 1L));
          } else {
            begin(history);
          }
        });
  }

  /** Writes the settings, and epochs that were trained before they could be written. */
  private void begin(List<EpochRecord> history) throws IOException {
    List<byte[]> events = new ArrayList<>();
    events.add(Events.restart(0));
    events.add(Events.text("settings", table()));
    events.add(Events.settings(settings));
    history.forEach(epoch -> events.add(scalars(epoch)));
    writer.write(events);
  }

  private String table() {
    return settings.entrySet().stream()
        .map(entry -> "| %s | `%s` |".formatted(entry.getKey(), cell(entry.getValue())))
        .collect(Collectors.joining("\n", "| setting | value |\n|---|---|\n", "\n"));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }

  private byte[] scalars(EpochRecord epoch) {
    return Events.scalars(epoch.epoch(), EpochScalars.of(epoch, measure));
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    beginOnce();
    delivery.add(() -> writer.write(scalars(epoch)));
  }

  private void beginOnce() {
    if (!begun) {
      begun = true;
      delivery.add(() -> begin(List.of()));
    }
  }

  @Override
  public void finished(TrainingResult result) {
    beginOnce();
    succeeded = true;
  }

  /** Writes how the run ended. */
  @Override
  public void close() {
    if (begun) {
      delivery.add(
          () -> {
            writer.write(Events.end(succeeded));
            writer.close();
          });
    }
    delivery.close();
  }
}
