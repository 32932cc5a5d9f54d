package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.Batches;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

@SparkTest
class Dl4jEngineTest {
  private static final int WIDTH = 6;
  private static final int BATCH = 16;

  private JavaSparkContext context;

  @BeforeEach
  void takeSpark(SparkSession session) {
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private static List<Example> examples(float weight) {
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < 100; row++) {
      float[] features = new float[WIDTH];
      float sum = 0;
      for (int i = 0; i < WIDTH; i++) {
        features[i] = (float) random.nextGaussian();
        sum += features[i];
      }
      examples.add(new Example(features, sum > 0 ? 1 : 0, weight));
    }
    return examples;
  }

  private Shards shards(int replicas) {
    return new Dealing(1, replicas).deal(context.parallelize(examples(1f), 2));
  }

  private static Dl4jStart start(MultiLayerConfiguration network) {
    Dl4jConfiguration parsed = Dl4jConfiguration.parse(network.toJson(), "test");
    return Dl4jStart.of(parsed, Optional.empty(), WIDTH, new SoftmaxCrossEntropy(2), 5, new int[0]);
  }

  private static TrainingPlan plan(Dl4jStart start, int replicas, int interval) {
    return new TrainingPlan(
        start.configuration().toString(),
        start.parameters(),
        3,
        BATCH,
        replicas,
        interval,
        OuterStep.AVERAGE,
        AveragingPath.AUTO,
        EarlyStopping.NEVER,
        1,
        5);
  }

  private TrainingResult train(MultiLayerConfiguration network, int replicas, int interval) {
    try (Shards shards = shards(replicas)) {
      return train(network, replicas, interval, shards);
    }
  }

  private static TrainingResult train(
      MultiLayerConfiguration network, int replicas, int interval, Shards shards) {
    Dl4jStart start = start(network);
    TrainingPlan plan = plan(start, replicas, interval);
    return new Trainer(
            plan,
            new Dl4jEngine(plan, start),
            shards,
            Optional.of(shards),
            Checkpoints.NONE,
            TrainingListener.NONE)
        .train();
  }

  /** The updater's state and the masks go on from round to round as if there were none. */
  @Test
  void train_oneReplica_roundsOfAnyLengthGiveTheSameBits() {
    MultiLayerConfiguration network = Networks.dense(WIDTH, 2, new Dropout(0.7), new Adam(0.01));
    float[] inOneRound = train(network, 1, 100).weights();
    assertThat(train(network, 1, 1).weights()).containsExactly(inOneRound);
    assertThat(train(network, 1, 3).weights()).containsExactly(inOneRound);
    assertThat(train(network, 2, 3).weights()).isNotEqualTo(inOneRound);
  }

  /** Without dropout the same as DL4J alone on the same batches, last batch of four included. */
  @Test
  void train_withoutDropout_isDl4jOnTheSameBatches() {
    MultiLayerConfiguration network = Networks.dense(WIDTH, 2, null, new Adam(0.01));
    TrainingResult result = train(network, 1, 4);
    Dl4jStart start = start(network);
    TrainingPlan plan = plan(start, 1, 4);
    MultiLayerNetwork alone = new MultiLayerNetwork(start.configuration().seeded(5));
    alone.init();
    try (Shards shards = shards(1)) {
      Shard shard = Shard.of(shards.blocks().collect().iterator());
      for (int epoch = 0; epoch < 3; epoch++) {
        Batches batches = new Batches(plan, shard, 0, epoch);
        for (int step = 0; step < 7; step++) {
          alone.fit(dataSet(batches, step));
        }
        alone.getLayerWiseConfigurations().setEpochCount(epoch + 1);
      }
    }
    assertThat(result.weights()).containsExactly(alone.params().dup().data().asFloat());
  }

  private static DataSet dataSet(Batches batches, int step) {
    float[] features = new float[BATCH * WIDTH];
    float[] labels = new float[BATCH];
    int rows = batches.fill(features, labels, new float[BATCH], step);
    float[][] inputs = new float[rows][WIDTH];
    float[][] oneHot = new float[rows][2];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(features, row * WIDTH, inputs[row], 0, WIDTH);
      oneHot[row][(int) labels[row]] = 1f;
    }
    return new DataSet(Nd4j.create(inputs), Nd4j.create(oneHot));
  }

  @Test
  void evaluate_isDl4jsOwnScore() {
    MultiLayerConfiguration network = Networks.dense(WIDTH, 2, new Dropout(0.7));
    Dl4jStart start = start(network);
    Dl4jEngine engine = new Dl4jEngine(plan(start, 1, 1), start);
    try (Shards shards = shards(1)) {
      Shard shard = Shard.of(shards.blocks().collect().iterator());
      Tally tally = engine.evaluate(engine.initialState().weights(), shard);
      Batches all =
          new Batches(
              new TrainingPlan(
                  "",
                  1,
                  1,
                  100,
                  1,
                  1,
                  OuterStep.AVERAGE,
                  AveragingPath.AUTO,
                  EarlyStopping.NEVER,
                  1,
                  5),
              shard,
              0,
              0);
      float[] features = new float[100 * WIDTH];
      float[] labels = new float[100];
      assertThat(all.fill(features, labels, new float[100], 0)).isEqualTo(100);
      MultiLayerNetwork alone = new MultiLayerNetwork(start.configuration().seeded(5));
      alone.init();
      float[][] oneHot = new float[100][2];
      for (int row = 0; row < 100; row++) {
        oneHot[row][(int) labels[row]] = 1f;
      }
      double score =
          alone.score(
              new DataSet(
                  Nd4j.create(features, new long[] {100, WIDTH}, 'c'), Nd4j.create(oneHot)));
      assertThat(tally.meanLoss()).isCloseTo(score, within(1e-6));
      assertThat(tally.examples()).isEqualTo(100);
    }
  }

  /** A row of weight 2 beside one of weight 0 is as much as two rows of weight 1. */
  @Test
  void train_weightedExamples_countByTheirWeights() {
    List<Example> rows = examples(1f).subList(0, 2);
    List<Example> twice = List.of(rows.get(0), rows.get(0));
    List<Example> weighted =
        List.of(
            new Example(rows.get(0).features(), (int) rows.get(0).target()[0], 2f),
            new Example(rows.get(1).features(), (int) rows.get(1).target()[0], 0f));
    float[] expected = trained(twice);
    float[] actual = trained(weighted);
    assertThat(actual).usingComparatorWithPrecision(1e-6f).containsExactly(expected);
    assertThat(actual).isNotEqualTo(trained(rows));
  }

  private float[] trained(List<Example> rows) {
    try (Shards shards = new Dealing(1, 1).deal(context.parallelize(rows, 1))) {
      return train(Networks.dense(WIDTH, 2, null, new Sgd(0.5)), 1, 1, shards).weights();
    }
  }

  @Test
  void train_thatDiverges_namesReplicaEpochStepAndRate() {
    MultiLayerConfiguration network = Networks.dense(WIDTH, 2, null, new Sgd(1e30));
    assertThatThrownBy(() -> train(network, 2, 3))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("with learning rate 1.0E30");
  }
}
