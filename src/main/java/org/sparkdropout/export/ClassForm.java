package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.onnx.ClassOutputs;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxOutputs;

/** The answers of a classifier: logits, probabilities and classes. */
record ClassForm(DropoutClassificationModel model) implements AnswerForm {
  private OnnxOutputs names() {
    return new OnnxOutputs(
        name(model.getRawPredictionCol(), "rawPrediction"),
        name(model.getProbabilityCol(), "probability"),
        name(model.getPredictionCol(), "prediction"));
  }

  /** A column's name, since outputs must have one even where no column is asked for. */
  static String name(String given, String byDefault) {
    return given.isEmpty() ? byDefault : given;
  }

  private List<Double> thresholds() {
    return model.isDefined(model.thresholds())
        ? Arrays.stream(model.getThresholds()).boxed().toList()
        : List.of();
  }

  @Override
  public void add(OnnxGraph graph, String scores) {
    ClassOutputs.add(graph, scores, model.numClasses(), names(), thresholds());
  }

  @Override
  public void addForTraining(OnnxGraph graph, String scores) {}

  /** Rows without an answer have NaN for logits and probabilities, and -1 for the class. */
  @Override
  public void add(PipelineGraph pipeline, String scores, String unfit) {
    OnnxGraph graph = pipeline.onnx();
    String probabilities = ClassOutputs.probabilities(graph, scores);
    String prediction = ClassOutputs.prediction(graph, scores, probabilities, thresholds());
    String nan = graph.floats("noAnswer", new float[] {Float.NaN});
    answer(graph, names().logits(), List.of(unfit, nan, scores));
    answer(graph, names().probabilities(), List.of(unfit, nan, probabilities));
    pipeline.put(names().prediction(), GraphPart.made(classes(graph, unfit, prediction), 1));
  }

  private void answer(OnnxGraph graph, String name, List<String> choice) {
    String value = graph.node(name + ".answered", "Where", choice);
    graph.output(graph.named(name, value), ElementType.FLOAT, model.numClasses());
  }

  private String classes(OnnxGraph graph, String unfit, String prediction) {
    String flat =
        graph.node(
            "unfit.flat", "Reshape", List.of(unfit, graph.longs("flat", new long[] {-1}, 1)));
    String none = graph.longs("noClass", new long[] {Sample.Answer.NO_CLASS});
    String name = names().prediction();
    String value = graph.node(name + ".answered", "Where", List.of(flat, none, prediction));
    String named = graph.named(name, value);
    graph.output(named, ElementType.INT64);
    return named;
  }

  @Override
  public List<String> columns() {
    return List.of(names().probabilities(), names().prediction());
  }

  @Override
  public Transformer answering(String handleInvalid) {
    DropoutClassificationModel copy = model.copy(ParamMap.empty());
    copy.clearMonteCarlo();
    copy.setHandleInvalid(handleInvalid);
    copy.setRawPredictionCol(names().logits());
    copy.setProbabilityCol(names().probabilities());
    copy.setPredictionCol(names().prediction());
    return copy;
  }

  @Override
  public Sample.Answer ofRow(Row row, int from, Optional<String> label) {
    Vector probabilities = row.getAs(from);
    double prediction = row.getDouble(from + 1);
    return new Sample.Answer(
        Arrays.stream(probabilities.toArray()).boxed().toList(),
        Double.isNaN(prediction) ? Sample.Answer.NO_CLASS : (int) prediction,
        label);
  }

  @Override
  public List<Sample.Answer> ofOnnx(Map<String, Object> outputs, Optional<String> label) {
    float[][] probabilities = (float[][]) outputs.get(names().probabilities());
    long[] predictions = (long[]) outputs.get(names().prediction());
    Optional<String[]> labels = label.map(name -> (String[]) outputs.get(name));
    List<Sample.Answer> answers = new ArrayList<>();
    for (int row = 0; row < probabilities.length; row++) {
      int place = row;
      answers.add(
          new Sample.Answer(
              list(probabilities[row]), (int) predictions[row], labels.map(texts -> texts[place])));
    }
    return answers;
  }

  private static List<Double> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }

  @Override
  public Sample.Answer ofRuntime(float[] probabilities) {
    List<Double> values = list(probabilities);
    double[] row = values.stream().mapToDouble(value -> value).toArray();
    int prediction = (int) model.probability2prediction(Vectors.dense(row));
    return new Sample.Answer(values, prediction, Optional.empty());
  }

  @Override
  public Agreement agreement(String file, String runtime) {
    return Agreement.ofClasses(file, runtime, thresholds());
  }

  @Override
  public Agreement agreementOfFloats(String file, String runtime) {
    return agreement(file, runtime);
  }
}
