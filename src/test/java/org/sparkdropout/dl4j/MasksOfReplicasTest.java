package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shards;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/**
 * The masks that four replicas draw in three epochs of four steps: with our engine all 48 differ,
 * come again in another run, and do not depend on what is scored in between. DL4J's own dropout
 * under its own parameter averaging is the control. Prints digests.
 */
@SparkTest
class MasksOfReplicasTest {
  private static final int REPLICAS = 4;
  private static final int EPOCHS = 3;
  private static final int STEPS = 4;
  private static final int BATCH = 16;
  private static final int WIDTH = 40;
  private static final int MASKS = REPLICAS * EPOCHS * STEPS;

  private JavaSparkContext context;

  @BeforeEach
  void takeSpark(SparkSession session) {
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
    MaskRecorder.take();
  }

  /** Rows without a zero among their features. */
  private static List<Example> examples() {
    Random random = new Random(1);
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < REPLICAS * STEPS * BATCH; row++) {
      float[] features = new float[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        features[i] = 1 + random.nextFloat();
      }
      examples.add(new Example(features, row % 2, 1f));
    }
    return examples;
  }

  private List<Long> masksOfOurs(TrainingListener listener) {
    Dl4jConfiguration network =
        Dl4jConfiguration.parse(MaskRecorder.network(WIDTH, 2).toJson(), "test");
    Dl4jStart start =
        Dl4jStart.of(network, Optional.empty(), WIDTH, new SoftmaxCrossEntropy(2), 7, new int[0]);
    TrainingPlan plan =
        new TrainingPlan(
            network.toString(),
            start.parameters(),
            EPOCHS,
            BATCH,
            REPLICAS,
            2,
            OuterStep.AVERAGE,
            AveragingPath.AUTO,
            EarlyStopping.NEVER,
            1,
            7);
    try (Shards shards = new Dealing(7, REPLICAS).deal(context.parallelize(examples(), 3))) {
      new Trainer(
              plan,
              new Dl4jEngine(plan, start),
              shards,
              Optional.of(shards),
              Checkpoints.NONE,
              listener)
          .train();
    }
    List<Long> masks = MaskRecorder.take();
    System.out.printf("masks of our engine       %08x%n", masks.hashCode());
    return masks;
  }

  @Test
  void masks_ofOurEngine_differAndComeAgain() {
    List<Long> masks = masksOfOurs(TrainingListener.NONE);
    assertThat(masks).hasSize(MASKS).doesNotHaveDuplicates();
    assertThat(masksOfOurs(TrainingListener.NONE)).isEqualTo(masks);
  }

  @Test
  void masks_ofOurEngine_doNotDependOnScoringInBetween() {
    List<Long> masks = masksOfOurs(TrainingListener.NONE);
    TrainingListener scoring =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochRecord epoch) {
            sparkNetwork().calculateScore(dataSets(), true);
          }
        };
    assertThat(masksOfOurs(scoring)).isEqualTo(masks);
  }

  /** What keyed masks are for: after one score, replicas draw the same masks, in every epoch. */
  @Test
  void masks_ofDl4jsOwnDropout_areNotIndependent() {
    SparkDl4jMultiLayer network = sparkNetwork();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      // Of another network: scoring this one would free the parameters that fit needs.
      sparkNetwork().calculateScore(dataSets(), true);
      network.fit(dataSets());
    }
    List<Long> masks = MaskRecorder.take();
    long different = masks.stream().distinct().count();
    System.out.printf(
        "masks of DL4J's own       %08x, %d of %d different%n",
        masks.hashCode(), different, masks.size());
    assertThat(masks).hasSize(MASKS);
    assertThat(different).isLessThan(MASKS);
  }

  private SparkDl4jMultiLayer sparkNetwork() {
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(REPLICAS, BATCH)
            .batchSizePerWorker(BATCH)
            .averagingFrequency(2)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .workerPrefetchNumBatches(0)
            .build();
    return new SparkDl4jMultiLayer(context, MaskRecorder.network(WIDTH, 2), master);
  }

  private JavaRDD<DataSet> dataSets() {
    List<Example> examples = examples();
    List<Integer> batches = new ArrayList<>();
    for (int from = 0; from < examples.size(); from += BATCH) {
      batches.add(from);
    }
    return context
        .parallelize(batches, REPLICAS)
        .map(from -> dataSet(examples().subList(from, from + BATCH)));
  }

  private static DataSet dataSet(List<Example> examples) {
    float[][] features = new float[examples.size()][];
    float[][] labels = new float[examples.size()][2];
    for (int row = 0; row < examples.size(); row++) {
      features[row] = examples.get(row).features();
      labels[row][(int) examples.get(row).target()[0]] = 1f;
    }
    return new DataSet(Nd4j.create(features), Nd4j.create(labels));
  }
}
