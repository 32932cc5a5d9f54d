package org.sparkdropout.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.testing.SparkTest;
import picocli.CommandLine;

@SparkTest
class OptimizerStudyTest {
  /** Rows of two classes that the first feature tells apart. */
  private static Dataset<Row> rows(SparkSession spark) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.IntegerType);
    List<Row> rows =
        IntStream.range(0, 400)
            .mapToObj(i -> RowFactory.create(Vectors.dense(i % 2 - 0.5, i / 400.0), i % 2))
            .toList();
    return spark.createDataFrame(rows, schema);
  }

  private static List<String> study(Dataset<Row> rows, String... options) {
    OptimizerStudy study = new OptimizerStudy();
    Stream<String> small =
        Stream.of("--train=TRAIN", "--test=TEST", "--hidden=8", "--hidden-dropout=0", "--epochs=4");
    new CommandLine(study)
        .parseArgs(Stream.concat(small, Stream.of(options)).toArray(String[]::new));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    study.run(rows, rows, new PrintStream(out, false, UTF_8));
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void rateThatLearns_isChosenAndMeasured(SparkSession spark) {
    List<String> lines =
        study(rows(spark), "--optimizers=SGD", "--factors=1e-9,1,1e30", "--seeds=1,2");
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0))
        .isEqualTo("| optimizer | weight decay | rate x 1.0E-9 | rate x 1.0 | rate x 1.0E30 |");
    assertThat(lines.get(2)).matches("\\| sgd \\| 0 \\| [1-9][0-9.]+% \\| 0.00% \\| diverged \\|");
    assertThat(lines.get(6)).isEqualTo("| sgd | 0.1 | 0 | 0.00% | 0.00% | 0.00%, 0.00% |");
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void everyOptimizer_isStudied(OptimizerKind kind, SparkSession spark) {
    List<String> lines =
        study(rows(spark), "--optimizers=" + kind, "--factors=1", "--tuning-epochs=1");
    assertThat(lines.get(6)).startsWith("| " + kind.name().toLowerCase(Locale.ROOT) + " | ");
  }

  @Test
  void decay_isRelativeToTheUsualRate() {
    OptimizerTrial trial = OptimizerTrial.relative(OptimizerKind.ADAMW, 3, 1e-4);
    assertThat(trial.learningRate()).isEqualTo(0.003);
    assertThat(trial.weightDecay()).isEqualTo(0.1, Offset.offset(1e-12));
    assertThat(trial.set(new DropoutClassifier()).getWeightDecay()).isEqualTo(trial.weightDecay());
  }

  @Test
  void scheduleFree_keepsItsRate() {
    DropoutClassifier classifier =
        OptimizerTrial.relative(OptimizerKind.SCHEDULEFREE, 1, 0).set(new DropoutClassifier());
    assertThat(classifier.getLearningRateSchedule()).isEqualTo("constant");
  }
}
