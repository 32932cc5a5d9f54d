package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSizeHint;

/**
 * The stages that {@link FeatureEncoderModel} stands for, one for each step, as they were saved
 * before it: type, impute, assemble, scale, index, encode, assemble.
 */
public final class SeparateStages {
  private final Preparation preparation;
  private final Map<String, Integer> widths;
  private final List<PipelineStage> stages = new ArrayList<>();

  private SeparateStages(Preparation preparation, Map<String, Integer> widths) {
    this.preparation = preparation;
    this.widths = widths;
  }

  /**
   * Makes the stages, unfitted.
   *
   * @param preparation what is asked for
   * @param widths of the vectors
   * @param output the name of the vector column
   */
  public static List<PipelineStage> of(
      Preparation preparation, Map<String, Integer> widths, String output) {
    SeparateStages made = new SeparateStages(preparation, widths);
    made.assembleAll(output);
    return List.copyOf(made.stages);
  }

  private void assembleAll(String output) {
    stages.add(raw());
    List<String> parts = new ArrayList<>();
    if (!preparation.numbers().isEmpty() || !preparation.vectors().isEmpty()) {
      parts.add(numbers());
    }
    if (!preparation.categories().isEmpty()) {
      parts.addAll(categories());
    }
    stages.add(assembler(parts, output));
  }

  private RawColumns raw() {
    RawColumns stage = new RawColumns();
    stage.set(stage.numbers(), preparation.numbers().toArray(String[]::new));
    stage.set(stage.categories(), preparation.categories().toArray(String[]::new));
    if (preparation.impute() != Preparation.Impute.NONE) {
      stage.set(stage.missingCategory(), RawColumns.MISSING);
    }
    return stage;
  }

  private String numbers() {
    List<String> numbers = new ArrayList<>(names(preparation.numbers(), PreparedNames::raw));
    if (preparation.impute() != Preparation.Impute.NONE && !numbers.isEmpty()) {
      numbers = impute(numbers);
    }
    preparation.vectors().forEach(vectors -> hintWidth(vectors, widths.get(vectors)));
    numbers.addAll(preparation.vectors());
    stages.add(assembler(numbers, PreparedNames.NUMBERS));
    if (preparation.scaling() == Preparation.Scaling.NONE) {
      return PreparedNames.NUMBERS;
    }
    stages.add(
        new StandardScaler()
            .setInputCol(PreparedNames.NUMBERS)
            .setOutputCol(PreparedNames.SCALED)
            .setWithMean(true)
            .setWithStd(true));
    return PreparedNames.SCALED;
  }

  /** The assembler must know widths beforehand to let missing values through. */
  private void hintWidth(String vectors, int width) {
    stages.add(
        new VectorSizeHint().setInputCol(vectors).setSize(width).setHandleInvalid("optimistic"));
  }

  private List<String> impute(List<String> numbers) {
    List<String> imputed = new ArrayList<>(names(preparation.numbers(), PreparedNames::imputed));
    stages.add(
        new Imputer()
            .setInputCols(numbers.toArray(String[]::new))
            .setOutputCols(imputed.toArray(String[]::new))
            .setStrategy(preparation.impute().name().toLowerCase(Locale.ROOT)));
    return imputed;
  }

  private List<String> categories() {
    String[] texts = names(preparation.categories(), PreparedNames::raw).toArray(String[]::new);
    String[] indices = names(preparation.categories(), PreparedNames::index).toArray(String[]::new);
    List<String> encoded = names(preparation.categories(), PreparedNames::encoded);
    stages.add(
        new StringIndexer()
            .setInputCols(texts)
            .setOutputCols(indices)
            .setStringOrderType("alphabetAsc")
            .setHandleInvalid(preparation.invalid()));
    stages.add(
        new OneHotEncoder()
            .setInputCols(indices)
            .setOutputCols(encoded.toArray(String[]::new))
            .setDropLast(false));
    return encoded;
  }

  private static List<String> names(List<String> columns, UnaryOperator<String> name) {
    return columns.stream().map(name).toList();
  }

  /** Lets missing values through as NaN: what to do with them is the network's handleInvalid. */
  private static VectorAssembler assembler(List<String> inputs, String output) {
    return new VectorAssembler()
        .setInputCols(inputs.toArray(String[]::new))
        .setOutputCol(output)
        .setHandleInvalid("keep");
  }
}
