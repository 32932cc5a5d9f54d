package org.sparkdropout.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.train.RoundTransfer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times training against deeplearning4j-spark's ParameterAveragingTrainingMaster: the same network,
 * settings and rows, in one run, in alternation, after a pass to warm up.
 *
 * <p>DL4J runs as it comes, each task with as many native threads as there are processors, and with
 * one thread a task, which suits Spark better but takes OMP_NUM_THREADS=1 on every executor.
 */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Times training against deeplearning4j-spark in one run.")
final class TrainingBench implements Callable<Integer> {
  @Option(names = "--rows", description = "examples in a pass")
  private int rows = 12_800;

  @Option(names = "--inputs", description = "features of an example")
  private int inputs = 784;

  @Option(names = "--hidden", split = ",", description = "units of each hidden layer")
  private List<Integer> hidden = List.of(1024, 1024, 1024);

  @Option(names = "--classes", description = "number of classes")
  private int classes = 10;

  @Option(names = "--batch-size", description = "examples in a step of one replica")
  private int batchSize = 128;

  @Option(names = "--averaging-interval", description = "steps in a round")
  private int averagingInterval = 10;

  @Option(names = "--replicas", description = "copies of the network")
  private int replicas = 2;

  @Option(names = "--input-dropout", description = "probability of dropping an input")
  private double inputDropout = 0.2;

  @Option(names = "--hidden-dropout", description = "probability of dropping a hidden unit")
  private double hiddenDropout = 0.5;

  @Option(names = "--max-norm", description = "bound on incoming weights, ours alone; 0 is none")
  private double maxNorm = 0;

  @Option(names = "--turns", description = "timed passes of each contender")
  private int turns = 3;

  @Option(
      names = "--contenders",
      split = ",",
      description =
          "who runs: this project with masks by EXAMPLE, BATCH or ROUND, and its peers: ${COMPLETION-CANDIDATES}")
  private List<Kind> contenders = List.of(Kind.values());

  /** Who can run. */
  enum Kind {
    SGEMM {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return SgemmBound.ofTraining(workload, Dropout.Sharing.EXAMPLE);
      }
    },
    SGEMM_THINNED {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return SgemmBound.ofTraining(workload, Dropout.Sharing.ROUND);
      }
    },
    REPLICA_EXAMPLE {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new OurReplica(workload, Dropout.Sharing.EXAMPLE, shards);
      }
    },
    REPLICA_BATCH {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new OurReplica(workload, Dropout.Sharing.BATCH, shards);
      }
    },
    REPLICA_ROUND {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new OurReplica(workload, Dropout.Sharing.ROUND, shards);
      }
    },
    EXAMPLE {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new OurTrainer(workload, Dropout.Sharing.EXAMPLE, shards);
      }
    },
    BATCH {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new OurTrainer(workload, Dropout.Sharing.BATCH, shards);
      }
    },
    ROUND {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new OurTrainer(workload, Dropout.Sharing.ROUND, shards);
      }
    },
    DL4J {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new Dl4jTrainer(
            "dl4j-spark", Runtime.getRuntime().availableProcessors(), workload, spark);
      }
    },
    DL4J_ONE_THREAD {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new Dl4jTrainer("dl4j-spark, 1 thread", 1, workload, spark);
      }
    },
    SPARK_PERCEPTRON {
      @Override
      Contender create(Workload workload, SparkSession spark, Shards shards) {
        return new SparkPerceptron(workload, spark);
      }
    };

    abstract Contender create(Workload workload, SparkSession spark, Shards shards);
  }

  @Override
  public Integer call() {
    Workload workload =
        new Workload(
            rows,
            inputs,
            hidden,
            classes,
            batchSize,
            averagingInterval,
            replicas,
            inputDropout,
            hiddenDropout,
            maxNorm);
    System.out.println(workload);
    SparkConf conf = RoundTransfer.settings(new SparkConf());
    try (SparkSession spark =
            SparkSession.builder().config(conf).appName("spark-dropout bench").getOrCreate();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Shards shards = OurPlan.deal(workload, context)) {
      List<Contender> running =
          contenders.stream().map(kind -> kind.create(workload, spark, shards)).toList();
      Turns result = new Turns();
      result.run(running, turns);
      running.forEach(Contender::close);
      System.out.println("spark-dropout's products: " + Blas.instance().description());
      System.out.print(result.table());
    }
    return 0;
  }
}
