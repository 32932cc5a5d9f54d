package org.sparkdropout.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.blas.Blas;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times training against deeplearning4j-spark's ParameterAveragingTrainingMaster: the same network,
 * settings and rows, in one run, in alternation, after a pass to warm up.
 *
 * <p>Run by {@code jobs/bench}; {@code jobs/bench --help} lists the options.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Times training against deeplearning4j-spark in one run.")
public final class TrainingBench implements Callable<Integer> {
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

  @Option(names = "--turns", description = "timed passes of each contender")
  private int turns = 3;

  private TrainingBench() {}

  /**
   * Runs the bench in this process.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new TrainingBench()).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
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
            hiddenDropout);
    System.out.println(workload);
    System.out.println(Blas.instance().description());
    try (SparkSession spark = SparkSession.builder().appName("spark-dropout bench").getOrCreate();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Contender ours = new OurTrainer(workload, context);
        Contender dl4j = new Dl4jTrainer(workload, context)) {
      Turns result = new Turns();
      result.run(List.of(ours, dl4j), rows / batchSize * batchSize, turns);
      System.out.print(result.table());
    }
    return 0;
  }
}
