package org.sparkdropout.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.RawColumns;

/** Which stages have an ONNX form, and what adds it to a graph. */
final class StageForms {
  private static final Map<Class<?>, BiConsumer<Transformer, PipelineGraph>> FORMS =
      new LinkedHashMap<>();

  static {
    put(FeatureEncoderModel.class, EncoderForms::encoder);
    put(RawColumns.class, TableForms::rawColumns);
    put(ImputerModel.class, NumberForms::imputer);
    put(StringIndexerModel.class, CategoryForms::indexer);
    put(OneHotEncoderModel.class, CategoryForms::encoder);
    put(VectorSizeHint.class, NumberForms::sizeHint);
    put(VectorAssembler.class, NumberForms::assembler);
    put(StandardScalerModel.class, NumberForms::scaler);
    put(DropoutClassificationModel.class, TableForms::network);
    put(DropoutRegressionModel.class, TableForms::network);
    put(LabelText.class, TableForms::labelText);
    put(IndexToString.class, TableForms::indexToString);
  }

  private StageForms() {}

  private static <T> void put(Class<T> stage, BiConsumer<T, PipelineGraph> form) {
    FORMS.put(stage, (any, graph) -> form.accept(stage.cast(any), graph));
  }

  /**
   * What adds a stage to a graph.
   *
   * @throws IllegalArgumentException if the stage has no ONNX form
   */
  static BiConsumer<Transformer, PipelineGraph> of(Transformer stage) {
    BiConsumer<Transformer, PipelineGraph> form = FORMS.get(stage.getClass());
    if (form == null) {
      throw new IllegalArgumentException(
          "Every stage of a pipeline must have an ONNX form. Stage %s (%s) has none; these have: %s. Export the network alone: export.preprocessing = false, or ModelExport.onnx(network)"
              .formatted(stage.uid(), stage.getClass().getName(), names()));
    }
    return form;
  }

  private static String names() {
    return FORMS.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
  }
}
