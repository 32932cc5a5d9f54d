package org.sparkdropout.tensorboard;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The messages of an event file, as bytes. Field numbers are those of TensorFlow's {@code
 * event.proto}, {@code summary.proto} and {@code tensor.proto}, and of {@code plugin_data.proto} of
 * TensorBoard's plugin hparams.
 */
final class Events {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private static final long SESSION_START = 1;

  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int VALUE_TENSOR = 8;
  private static final int VALUE_METADATA = 9;

  private static final int TENSOR_TYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int TENSOR_FLOAT = 5;
  private static final int TENSOR_STRING = 8;
  private static final long FLOAT = 1;
  private static final long STRING = 7;

  private static final int PLUGIN_DATA = 1;
  private static final int PLUGIN_NAME = 1;
  private static final int PLUGIN_CONTENT = 2;

  private static final int HPARAMS_START = 3;
  private static final int HPARAMS_END = 4;
  private static final int START_HPARAMS = 1;
  private static final int START_SECONDS = 5;
  private static final int END_STATUS = 1;
  private static final int END_SECONDS = 2;
  private static final long SUCCEEDED = 1;
  private static final long FAILED = 2;

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int NUMBER = 2;
  private static final int TEXT = 3;
  private static final int FLAG = 4;

  private static final double NANOS = 1e-9;
  private static final Pattern NUMBERS = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

  private Events() {}

  /** What an event file begins with. */
  static byte[] version() {
    return event(0).with(FILE_VERSION, "brain.Event:2").bytes();
  }

  /** Tells readers to forget what earlier files say of this step and later ones. */
  static byte[] restart(long step) {
    return event(step).with(SESSION_LOG, new Message().with(1, SESSION_START)).bytes();
  }

  /** Several figures of one step, which are kept as float32. */
  static byte[] scalars(long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, value) ->
            summary.with(
                SUMMARY_VALUE,
                new Message().with(VALUE_TAG, tag).with(VALUE_SIMPLE, value.floatValue())));
    return event(step).with(SUMMARY, summary).bytes();
  }

  /** A text in Markdown. */
  static byte[] text(String tag, String markdown) {
    Message tensor =
        new Message()
            .with(TENSOR_TYPE, STRING)
            .with(TENSOR_SHAPE, new Message())
            .with(TENSOR_STRING, markdown);
    return plugin(tag, new Message().with(PLUGIN_NAME, "text"), tensor);
  }

  /** The settings of a run, for the page HPARAMS; its values are read as JSON's. */
  static byte[] settings(Map<String, String> settings) {
    Message start = new Message().with(START_SECONDS, now());
    settings.forEach(
        (name, value) ->
            start.with(START_HPARAMS, new Message().with(KEY, name).with(VALUE, setting(value))));
    return hparams("session_start_info", new Message().with(HPARAMS_START, start));
  }

  private static Message setting(String value) {
    if (value.equals("true") || value.equals("false")) {
      return new Message().with(FLAG, value.equals("true") ? 1L : 0L);
    }
    return NUMBERS.matcher(value).matches()
        ? new Message().with(NUMBER, Double.parseDouble(value))
        : new Message().with(TEXT, value);
  }

  /** How a run ended, for the page HPARAMS. */
  static byte[] end(boolean succeeded) {
    Message end =
        new Message().with(END_STATUS, succeeded ? SUCCEEDED : FAILED).with(END_SECONDS, now());
    return hparams("session_end_info", new Message().with(HPARAMS_END, end));
  }

  private static byte[] hparams(String name, Message content) {
    Message plugin = new Message().with(PLUGIN_NAME, "hparams").with(PLUGIN_CONTENT, content);
    Message nothing =
        new Message()
            .with(TENSOR_TYPE, FLOAT)
            .with(TENSOR_SHAPE, new Message())
            .with(TENSOR_FLOAT, 0f);
    return plugin("_hparams_/" + name, plugin, nothing);
  }

  private static byte[] plugin(String tag, Message plugin, Message tensor) {
    Message value =
        new Message()
            .with(VALUE_TAG, tag)
            .with(VALUE_METADATA, new Message().with(PLUGIN_DATA, plugin))
            .with(VALUE_TENSOR, tensor);
    return event(0).with(SUMMARY, new Message().with(SUMMARY_VALUE, value)).bytes();
  }

  private static Message event(long step) {
    Message event = new Message().with(WALL_TIME, now());
    return step == 0 ? event : event.with(STEP, step); // Zero is what is meant where there is none.
  }

  private static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() * NANOS;
  }
}
