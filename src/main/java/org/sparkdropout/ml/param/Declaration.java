package org.sparkdropout.ml.param;

import java.util.Arrays;
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

  IntParam integer(Setting<Integer> of) {
    return withDefault(new CheckedInt(owner, of.name(), of.text(), of.rule()), of);
  }

  DoubleParam number(Setting<Double> of) {
    return withDefault(new CheckedDouble(owner, of.name(), of.text(), of.rule()), of);
  }

  IntArrayParam integers(Setting<Integer> of) {
    return withDefault(new CheckedInts(owner, of.name(), of.text(), of.rule()), of);
  }

  DoubleArrayParam numbers(Setting<Double> of) {
    return withDefault(new CheckedDoubles(owner, of.name(), of.text(), of.rule()), of);
  }

  Param<String> text(Setting<String> of) {
    return withDefault(new CheckedText(owner, of.name(), of.text(), of.rule()), of);
  }

  LongParam whole(Setting<Long> of) {
    return withDefault(new LongParam(owner, of.name(), of.text()), of);
  }

  BooleanParam flag(Setting<Boolean> of) {
    return withDefault(new BooleanParam(owner, of.name(), of.text()), of);
  }

  @SuppressWarnings("unchecked") // The setting is of the param's type.
  private <P extends Param<?>> P withDefault(P param, Setting<?> setting) {
    setting.initial().ifPresent(value -> owner.setDefault((Param<Object>) param, value));
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
