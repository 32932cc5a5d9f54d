package org.sparkdropout.ml.param;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Declares the params of an estimator or model, with their rules and defaults.
 *
 * <p>Spark asks a param itself to validate every value, so the params made here override that and
 * say what must hold in our words.
 */
final class Declaration {
  private final Params owner;

  Declaration(Params owner) {
    this.owner = owner;
  }

  IntParam integer(String name, String doc, Rule<Integer> rule, int initial) {
    return withDefault(new CheckedInt(owner, name, doc, rule), initial);
  }

  DoubleParam number(String name, String doc, Rule<Double> rule, double initial) {
    return withDefault(new CheckedDouble(owner, name, doc, rule), initial);
  }

  IntArrayParam integers(String name, String doc, Rule<Integer> rule, int... initial) {
    return withDefault(new CheckedInts(owner, name, doc, rule), initial);
  }

  DoubleArrayParam numbers(String name, String doc, Rule<Double> rule, double... initial) {
    return withDefault(new CheckedDoubles(owner, name, doc, rule), initial);
  }

  Param<String> text(String name, String doc, Rule<String> rule, String initial) {
    return withDefault(new CheckedText(owner, name, doc, rule), initial);
  }

  /** A param that chooses one of an enum's constants. */
  <E extends Enum<E>> Param<String> choice(String name, String doc, E initial) {
    List<String> values = new Choice<>(initial.getDeclaringClass()).values();
    return text(name, doc, Rule.oneOf(values), Choice.value(initial));
  }

  LongParam whole(String name, String doc, long initial) {
    return withDefault(new LongParam(owner, name, doc), initial);
  }

  BooleanParam flag(String name, String doc, boolean initial) {
    return withDefault(new BooleanParam(owner, name, doc), initial);
  }

  /** A name, such as that of a column or a folder, unset at first. */
  Param<String> name(String name, String doc) {
    return new CheckedText(owner, name, doc, Rule.any());
  }

  private <T, P extends Param<T>> P withDefault(P param, T initial) {
    owner.setDefault(param, initial);
    return param;
  }

  private static final class CheckedInt extends IntParam {
    private static final long serialVersionUID = 1L;
    private final Rule<Integer> rule;

    CheckedInt(Params owner, String name, String doc, Rule<Integer> rule) {
      super(owner, name, doc);
      this.rule = rule;
    }

    @Override
    public void validate(Object value) {
      rule.check(name(), (Integer) value);
    }
  }

  private static final class CheckedDouble extends DoubleParam {
    private static final long serialVersionUID = 1L;
    private final Rule<Double> rule;

    CheckedDouble(Params owner, String name, String doc, Rule<Double> rule) {
      super(owner, name, doc);
      this.rule = rule;
    }

    @Override
    public void validate(Object value) {
      rule.check(name(), (Double) value);
    }
  }

  private static final class CheckedInts extends IntArrayParam {
    private static final long serialVersionUID = 1L;
    private final Rule<Integer> rule;

    CheckedInts(Params owner, String name, String doc, Rule<Integer> rule) {
      super(owner, name, doc);
      this.rule = rule;
    }

    @Override
    public void validate(int[] values) {
      Arrays.stream(values).forEach(value -> rule.check(name(), value));
    }
  }

  private static final class CheckedDoubles extends DoubleArrayParam {
    private static final long serialVersionUID = 1L;
    private final Rule<Double> rule;

    CheckedDoubles(Params owner, String name, String doc, Rule<Double> rule) {
      super(owner, name, doc);
      this.rule = rule;
    }

    @Override
    public void validate(double[] values) {
      Arrays.stream(values).forEach(value -> rule.check(name(), value));
    }
  }

  private static final class CheckedText extends Param<String> {
    private static final long serialVersionUID = 1L;
    private final Rule<String> rule;

    CheckedText(Params owner, String name, String doc, Rule<String> rule) {
      super(owner, name, doc);
      this.rule = rule;
    }

    @Override
    public void validate(String value) {
      rule.check(name(), value);
    }
  }
}
