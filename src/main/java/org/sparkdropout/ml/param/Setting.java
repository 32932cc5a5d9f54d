package org.sparkdropout.ml.param;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sparkdropout.score.DenseNetwork;

/**
 * A setting of training, or of scoring with what was trained.
 *
 * @param <T> the type of its value; of a list, that of the items
 * @param name of its param
 * @param text what it is, for people to read
 * @param rule that a value must fulfil; of a list, each item
 * @param initial its default; empty if it is unset at first
 * @param asked which engines ask it, and when
 * @param identity whether runs that differ in it are different runs
 * @param estimators which of them have it
 */
public record Setting<T>(
    String name,
    String text,
    Rule<T> rule,
    Optional<Object> initial,
    Asked asked,
    Identity identity,
    Estimators estimators) {

  /** Which engines ask a setting, and when. */
  public enum Asked {
    /** All engines, always. */
    ALWAYS,
    /** Our own engine. The files of other engines say the same in their own terms. */
    OUR_ENGINE,
    /** Our own engine where no file says what the network is. */
    OUR_ENGINE_WITHOUT_FILE
  }

  /** Whether a run goes on from a checkpoint that was written with another value. */
  public enum Identity {
    /** No: the value changes the result, or may. */
    COMPARED,
    /**
     * No, but the default counts as if the setting were not there, so checkpoints that are older
     * than the setting still match. Settings that are added later must be such.
     */
    COMPARED_UNLESS_DEFAULT,
    /** Yes: the value changes no result, or is compared in another form. */
    IGNORED
  }

  /** Which estimators have a setting. */
  public enum Estimators {
    /** All. */
    ALL,
    /** The classifier. */
    CLASSIFIER,
    /** The regressor. */
    REGRESSOR,
    /** None: models have it. */
    NONE
  }

  private static <T> Setting<T> of(String name, String text, Rule<T> rule, Object initial) {
    return new Setting<>(
        name,
        text,
        rule,
        Optional.ofNullable(initial),
        Asked.ALWAYS,
        Identity.COMPARED,
        Estimators.ALL);
  }

  static Setting<Integer> integer(String name, String text, Rule<Integer> rule, int initial) {
    return of(name, text, rule, initial);
  }

  static Setting<Double> number(String name, String text, Rule<Double> rule, double initial) {
    return of(name, text, rule, initial);
  }

  static Setting<Integer> integers(String name, String text, Rule<Integer> rule, int... initial) {
    return of(name, text, rule, initial);
  }

  static Setting<Double> numbers(String name, String text, Rule<Double> rule, double... initial) {
    return of(name, text, rule, initial);
  }

  static Setting<String> text(String name, String text, Rule<String> rule, String initial) {
    return of(name, text, rule, initial);
  }

  /** Text that is unset at first. */
  static Setting<String> unset(String name, String text, Rule<String> rule) {
    return of(name, text, rule, null);
  }

  /** Chooses one of an enum's constants. */
  static <E extends Enum<E>> Setting<String> choice(String name, String text, E initial) {
    Rule<String> rule = Rule.oneOf(new Choice<>(initial.getDeclaringClass()).values());
    return of(name, text, rule, Choice.value(initial));
  }

  /**
   * Chooses one of an enum's constants, each of which says what it does: a new one is no new text
   * here.
   *
   * @param lead what is chosen
   * @param words of a constant; empty if its name says all
   */
  static <E extends Enum<E>> Setting<String> choice(
      String name, String lead, E initial, Function<E, String> words) {
    String each =
        Arrays.stream(initial.getDeclaringClass().getEnumConstants())
            .map(
                one ->
                    Choice.value(one) + (words.apply(one).isEmpty() ? "" : ": ") + words.apply(one))
            .collect(Collectors.joining("; "));
    return choice(name, lead + ": " + each, initial);
  }

  static Setting<Long> whole(String name, String text, long initial) {
    return of(name, text, Rule.any(), initial);
  }

  static Setting<Boolean> flag(String name, String text, boolean initial) {
    return of(name, text, Rule.any(), initial);
  }

  /** A name, such as that of a column or a folder, unset at first. */
  static Setting<String> name(String name, String text) {
    return of(name, text, Rule.any(), null);
  }

  private Setting<T> with(Asked other) {
    return new Setting<>(name, text, rule, initial, other, identity, estimators);
  }

  private Setting<T> with(Identity other) {
    return new Setting<>(name, text, rule, initial, asked, other, estimators);
  }

  Setting<T> ofClassifier() {
    return with(Estimators.CLASSIFIER);
  }

  Setting<T> ofRegressor() {
    return with(Estimators.REGRESSOR);
  }

  Setting<T> ofModels() {
    return with(Estimators.NONE);
  }

  private Setting<T> with(Estimators other) {
    return new Setting<>(name, text, rule, initial, asked, identity, other);
  }

  Setting<T> ofOurEngine() {
    return with(Asked.OUR_ENGINE);
  }

  Setting<T> saidByFiles() {
    return with(Asked.OUR_ENGINE_WITHOUT_FILE);
  }

  Setting<T> changingNoResult() {
    return with(Identity.IGNORED);
  }

  Setting<T> leftOutAtDefault() {
    return with(Identity.COMPARED_UNLESS_DEFAULT);
  }

  /**
   * Whether only models have the setting.
   *
   * @return false if an estimator has it
   */
  public boolean isOfModelsAlone() {
    return estimators == Estimators.NONE;
  }

  /**
   * Whether an engine asks the setting.
   *
   * @param engine as the param {@code engine} names it
   * @return false if the file of a network says the same
   */
  public boolean isAskedBy(String engine) {
    return asked == Asked.ALWAYS || engine.equals(DenseNetwork.ENGINE);
  }
}
