package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.random.Streams;
import org.sparkdropout.score.BatchScorer;
import org.sparkdropout.train.AveragingPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Times scoring of a cached table, in alternation: the bound of the forward products alone, our
 * scorer on float arrays without Spark, our model's transform, and its peers.
 *
 * <p>Rows a second; run on {@code local[1]}, so that all have one core; DL4J takes
 * OMP_NUM_THREADS=1 for that.
 */
@Command(
    name = "scoring-speed",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Times scoring against peers and the bound of sgemm, in one run.")
final class ScoringSpeed implements Callable<Integer> {
  private static final int BOUND_ROWS = 1024;

  @Mixin private NetworkOptions network;
  @Mixin private PeerOptions peers;
  @Mixin private BenchOptions output;

  @Override
  public Integer call() throws Exception {
    Workload workload = network.workload(peers.rows, 128, 1, AveragingPath.AUTO, 1, 0.2, 0.5, 0);
    try (SparkSession spark = SparkSession.builder().appName("spark-dropout bench").getOrCreate()) {
      Dataset<Row> table = VectorTable.of(workload, spark);
      Turns turns = new Turns();
      turns.add(() -> SgemmBound.ofScoring(workload, BOUND_ROWS));
      turns.add(() -> new Scorer(workload));
      turns.add(() -> new Transform("spark-dropout's transform", ours(workload, table), table));
      turns.add(() -> PythonPeer.scoring(peers.python, workload));
      turns.add(() -> new Dl4jSparkScorer(workload, spark));
      turns.add(
          () -> new Transform("Spark perceptron's transform", perceptron(workload, table), table));
      String shape = "%s, %,d rows".formatted(OurPlan.topology(workload), workload.rows());
      output.finish("Scoring, rows a second", shape, turns);
      table.unpersist();
    }
    return 0;
  }

  private static Transformer ours(Workload workload, Dataset<Row> table) {
    return new DropoutClassifier().setHiddenLayers(workload.hiddenUnits()).setMaxIter(0).fit(table);
  }

  private static Transformer perceptron(Workload workload, Dataset<Row> table) {
    return new MultilayerPerceptronClassifier()
        .setLayers(SparkPerceptron.layers(workload))
        .setMaxIter(1)
        .fit(table.limit(1000));
  }

  /** A model's transform; the sum of its predictions makes Spark compute them all. */
  private record Transform(String name, Transformer model, Dataset<Row> table)
      implements Contender {
    @Override
    public double samplesPerSecond() {
      long began = System.nanoTime();
      Row result = model.transform(table).agg(count(lit(1)), sum("prediction")).head();
      return result.getLong(0) / ((System.nanoTime() - began) * 1e-9);
    }
  }

  /** Our scorer without Spark. */
  private static final class Scorer implements Contender {
    private static final int BATCH = 1024;

    private final Workload workload;
    private final BatchScorer scorer;
    private final float[][] batch;

    Scorer(Workload workload) {
      this.workload = workload;
      this.scorer =
          new BatchScorer(
              WeightScaling.scale(
                  new Initialization(Initialization.Kind.HE, 0)
                      .draw(OurPlan.topology(workload), new Streams(1)),
                  OurPlan.dropout(workload, Dropout.Sharing.EXAMPLE)),
              Blas.instance());
      this.batch = IntStream.range(0, BATCH).mapToObj(workload::features).toArray(float[][]::new);
    }

    @Override
    public String name() {
      return "spark-dropout's scorer, no Spark";
    }

    @Override
    public double samplesPerSecond() {
      int batches = Math.max(1, workload.rows() / BATCH);
      long began = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        scorer.logits(
            BATCH,
            (row, target, offset) ->
                System.arraycopy(batch[row], 0, target, offset, batch[row].length));
      }
      return batches * (double) BATCH / ((System.nanoTime() - began) * 1e-9);
    }
  }
}
