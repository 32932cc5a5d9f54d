package org.sparkdropout.export;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Row;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.TargetScale;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.NumberOutputs;
import org.sparkdropout.onnx.OnnxGraph;

/** The answers of a regressor: numbers in the label's units, and quantiles if it has some. */
record NumberForm(DropoutRegressionModel model) implements AnswerForm {
  /** The output of a training file that losses are computed of. */
  static final String SCORES = "scores";

  /**
   * The share of a number that a few roundings to floats change it by, in tolerances: floats have
   * 24 bits.
   */
  private static final double ROUNDING = 0x1p-22 / Agreement.TOLERANCE;

  private NumberAnswer answer() {
    return model.answer();
  }

  private NumberOutputs names() {
    return new NumberOutputs(
        ClassForm.name(model.getPredictionCol(), "prediction"),
        answer().quantiles().length > 0 ? Optional.of(quantiles()) : Optional.empty());
  }

  private String quantiles() {
    return Columns.named(model, model.quantilesCol()).orElse("quantiles");
  }

  @Override
  public void add(OnnxGraph graph, String scores) {
    names().add(graph, NumberOutputs.numbers(graph, scores, answer()), answer());
  }

  /** The scores, in the standardised units that training computes its loss in. */
  @Override
  public void addForTraining(OnnxGraph graph, String scores) {
    graph.output(graph.named(SCORES, scores), ElementType.FLOAT, answer().width());
  }

  /** Rows without an answer have NaN. */
  @Override
  public void add(PipelineGraph pipeline, String scores, String unfit) {
    OnnxGraph graph = pipeline.onnx();
    String numbers = NumberOutputs.numbers(graph, scores, answer());
    String nan = graph.doubles("noAnswer", new double[] {Double.NaN});
    String answered = graph.node("numbers.answered", "Where", List.of(unfit, nan, numbers));
    names().add(graph, answered, answer());
  }

  @Override
  public List<String> columns() {
    return Stream.concat(Stream.of(names().prediction()), names().quantiles().stream()).toList();
  }

  @Override
  public Transformer answering(String handleInvalid) {
    DropoutRegressionModel copy = model.copy(ParamMap.empty());
    copy.clearMonteCarlo();
    copy.setHandleInvalid(handleInvalid);
    copy.setPredictionCol(names().prediction());
    names().quantiles().ifPresent(copy::setQuantilesCol);
    return copy;
  }

  @Override
  public Sample.Answer ofRow(Row row, int from, Optional<String> label) {
    return Sample.Answer.ofNumbers(
        IntStream.range(from, from + columns().size())
            .mapToObj(row::get)
            .flatMapToDouble(NumberForm::numbers)
            .boxed()
            .toList());
  }

  private static DoubleStream numbers(Object value) {
    return value instanceof Vector several
        ? Arrays.stream(several.toArray())
        : DoubleStream.of((double) value);
  }

  @Override
  public List<Sample.Answer> ofOnnx(Map<String, Object> outputs, Optional<String> label) {
    return names().read(outputs).stream()
        .map(numbers -> Sample.Answer.ofNumbers(Arrays.stream(numbers).boxed().toList()))
        .toList();
  }

  /** Quantiles are sorted here, as runtimes that know layers alone do not. */
  @Override
  public Sample.Answer ofRuntime(float[] outputs) {
    double[] numbers = IntStream.range(0, outputs.length).mapToDouble(i -> outputs[i]).toArray();
    if (names().quantiles().isEmpty()) {
      return Sample.Answer.ofNumbers(Arrays.stream(numbers).boxed().toList());
    }
    Arrays.sort(numbers);
    DoubleStream predicted = DoubleStream.of(numbers[answer().predicted()]);
    return Sample.Answer.ofNumbers(
        DoubleStream.concat(predicted, Arrays.stream(numbers)).boxed().toList());
  }

  @Override
  public Agreement agreement(String file, String runtime) {
    return Agreement.ofNumbers(file, runtime, this::unit);
  }

  /** A score of many deviations is as precise as floats are: relative to itself. */
  private double unit(int place, double value) {
    TargetScale scale = answer().scale();
    int number = scale.width() == 1 ? 0 : place;
    return Math.max(scale.deviations()[number], Math.abs(value - scale.means()[number]));
  }

  @Override
  public Agreement agreementOfFloats(String file, String runtime) {
    return Agreement.ofNumbers(
        file, runtime, (place, value) -> Math.max(unit(place, value), ROUNDING * Math.abs(value)));
  }
}
