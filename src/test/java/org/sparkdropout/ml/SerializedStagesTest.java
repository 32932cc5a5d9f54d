package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.prepare.FeatureEncoder;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.Preparation;
import org.sparkdropout.testing.SparkTest;

/** Stages that went through Java's serialisation, as in a closure or a broadcast. */
@SparkTest
class SerializedStagesTest {
  private static DropoutClassificationModel fitted;

  @TempDir private Path folder;

  @BeforeAll
  static void fit(SparkSession spark) {
    fitted = Blobs.classifier().setValidationFraction(0.2).fit(Blobs.easy(spark, 100));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Serializable> T sent(T object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
      out.flush();
      return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException failure) {
      throw new AssertionError(failure);
    }
  }

  private void assertSame(DropoutClassificationModel model, SparkSession spark) throws IOException {
    assertThat(model.uid()).isEqualTo(fitted.uid());
    assertThat(model.summary()).isEqualTo(fitted.summary());
    assertThat(model.summary().history()).hasSize(5);
    assertThat(model.provenance()).isEqualTo(fitted.provenance());
    assertThat(model.getValidationFraction()).isEqualTo(0.2);
    assertThat(model.getHiddenLayers()).containsExactly(16);
    Dataset<Row> table = Blobs.hard(spark, 30);
    assertThat(model.transform(table).collectAsList())
        .isEqualTo(fitted.transform(table).collectAsList());
    model.write().overwrite().save(folder.resolve("model").toString());
    DropoutClassificationModel loaded =
        DropoutClassificationModel.load(folder.resolve("model").toString());
    assertThat(loaded.summary()).isEqualTo(fitted.summary());
    assertThat(loaded.weightsDigest()).isEqualTo(fitted.weightsDigest());
  }

  @Test
  void model_sent_isWholeAndCanBeSaved(SparkSession spark) throws IOException {
    assertSame(sent(fitted), spark);
  }

  @Test
  void model_sentTwice_isWholeAndCanBeSaved(SparkSession spark) throws IOException {
    assertSame(sent(sent(fitted)), spark);
  }

  @Test
  void model_inASentPipeline_isWholeAndCanBeSaved(SparkSession spark) throws IOException {
    PipelineModel pipeline =
        new Pipeline().setStages(new PipelineStage[] {fitted}).fit(Blobs.easy(spark, 10));
    assertSame((DropoutClassificationModel) sent(pipeline).stages()[0], spark);
  }

  @Test
  void regressionModel_sent_isWholeAndCanBeSaved(SparkSession spark) throws IOException {
    Dataset<Row> table = Blobs.easy(spark, 60);
    DropoutRegressionModel model =
        new DropoutRegressor().setHiddenLayers(8).setMaxIter(2).setBatchSize(16).fit(table);

    DropoutRegressionModel sent = sent(sent(model));

    assertThat(sent.uid()).isEqualTo(model.uid());
    assertThat(sent.answer()).isEqualTo(model.answer());
    assertThat(sent.summary()).isEqualTo(model.summary());
    assertThat(sent.getHiddenLayers()).containsExactly(8);
    assertThat(sent.transform(table).collectAsList())
        .isEqualTo(model.transform(table).collectAsList());
    sent.write().save(folder.resolve("numbers").toString());
    assertThat(DropoutRegressionModel.load(folder.resolve("numbers").toString()).weightsDigest())
        .isEqualTo(model.weightsDigest());
  }

  @Test
  void regressionModel_inTasks_predicts(SparkSession spark) {
    DropoutRegressionModel model =
        new DropoutRegressor().setHiddenLayers(8).setMaxIter(1).fit(Blobs.easy(spark, 60));
    Vector features = Vectors.dense(1, 2, 3, 4);
    var broadcast = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model);
    assertThat(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1, 2), 2)
                .map(i -> broadcast.value().predict(features))
                .collect())
        .containsOnly(model.predict(features));
  }

  @Test
  void regressor_sent_isTheSame() {
    DropoutRegressor sent = sent(new DropoutRegressor().setLoss("huber").setHuberDelta(0.5));
    assertThat(sent.getLoss()).isEqualTo("huber");
    assertThat(sent.getHuberDelta()).isEqualTo(0.5);
  }

  /** Spark keeps the parent of no model that is sent. */
  @Test
  void parent_ofASentModel_isWhatSparkKeeps() {
    assertThat(fitted.hasParent()).isTrue();
    assertThat(sent(fitted).hasParent()).isFalse();
  }

  @Test
  void model_inTasks_hasItsSummary(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var broadcast = context.broadcast(fitted);
    assertThat(
            context
                .parallelize(List.of(1, 2), 2)
                .map(i -> broadcast.value().summary().network() + sent(fitted).numClasses())
                .collect())
        .containsOnly("4-16-3 relu3");
  }

  @Test
  void estimator_sent_stillDropsNothing() {
    DropoutClassifier asked = new DropoutClassifier().setEngine("dl4j").setSeed(4).dropNothing();
    DropoutClassifier sent = sent(asked);
    assertThat(sent.fitOptions().dropsNothing()).isTrue();
    assertThat(sent.getEngine()).isEqualTo("dl4j");
    assertThat(sent.getSeed()).isEqualTo(4);
  }

  @Test
  void preparation_sent_isTheSame(SparkSession spark) {
    Dataset<Row> rows = spark.range(4).withColumn("prediction", functions.col("id").cast("double"));
    FeatureEncoderModel encoder =
        FeatureEncoder.fit(
                new Preparation(
                    List.of("id"),
                    List.of(),
                    List.of(),
                    Preparation.Impute.MEAN,
                    Preparation.Scaling.STANDARD,
                    "error"),
                rows,
                functions.lit(true))
            .model();
    LabelText labels = LabelText.of("prediction", List.of("a", "b"));
    assertThat(sent(encoder).transform(rows).collectAsList())
        .isEqualTo(encoder.transform(rows).collectAsList());
    assertThat(sent(labels).transform(rows).collectAsList())
        .isEqualTo(labels.transform(rows).collectAsList());
  }
}
