package org.sparkdropout.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.onnx.OnnxGraph;

/** What a network answers in other runtimes, and how that compares with what the model answers. */
interface AnswerForm {
  /** The form of a model's answers. */
  static AnswerForm of(DropoutModel model) {
    return model instanceof DropoutRegressionModel numbers
        ? new NumberForm(numbers)
        : new ClassForm((DropoutClassificationModel) model);
  }

  /**
   * Adds the outputs of a network that is alone in its file.
   *
   * @param graph receives nodes and outputs
   * @param scores (rows, outputs), what the last layer gives
   */
  void add(OnnxGraph graph, String scores);

  /** Adds what training needs of the scores, if the outputs do not have it. */
  void addForTraining(OnnxGraph graph, String scores);

  /**
   * Adds the outputs of a network in a pipeline.
   *
   * @param pipeline receives nodes, outputs and columns
   * @param scores (rows, outputs)
   * @param unfit (rows, 1), true for rows that have no answer
   */
  void add(PipelineGraph pipeline, String scores, String unfit);

  /** The names of the columns that are compared, which are names of outputs as well. */
  List<String> columns();

  /**
   * The model, with all its answers named as in the file.
   *
   * @param handleInvalid what is done with unfit rows
   */
  Transformer answering(String handleInvalid);

  /**
   * What the model answers to a row.
   *
   * @param row with the {@link #columns()}
   * @param from the place of the first
   * @param label the text of the prediction, if there is one
   */
  Sample.Answer ofRow(Row row, int from, Optional<String> label);

  /**
   * What ONNX Runtime answers.
   *
   * @param outputs arrays by name
   * @param label the output of texts, if there is one
   * @return one a row
   */
  List<Sample.Answer> ofOnnx(Map<String, Object> outputs, Optional<String> label);

  /**
   * What another runtime answers to a row.
   *
   * @param outputs of its network: probabilities, or numbers in the label's units
   */
  Sample.Answer ofRuntime(float[] outputs);

  /** How answers in doubles compare. */
  Agreement agreement(String file, String runtime);

  /** How answers in floats compare. */
  Agreement agreementOfFloats(String file, String runtime);
}
