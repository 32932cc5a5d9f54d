package org.sparkdropout.bench;

import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Sgd;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.TrainingPlan;

/** The workload in this project's terms. */
final class OurPlan {
  static final long SEED = 1;

  private OurPlan() {}

  static Topology topology(Workload workload) {
    return new Topology(
        workload.inputs(), workload.hiddenUnits(), workload.classes(), Activation.RELU);
  }

  static Dropout dropout(Workload workload, Dropout.Sharing sharing) {
    return Dropout.of(
        Dropout.Kind.CLASSIC,
        sharing,
        workload.inputDropout(),
        new double[] {workload.hiddenDropout()},
        topology(workload));
  }

  static BlasPlan of(Workload workload, Dropout.Sharing sharing, Precision precision) {
    return of(workload, sharing, precision, 1);
  }

  static BlasPlan of(Workload workload, Dropout.Sharing sharing, Precision precision, int epochs) {
    String network = topology(workload).toString();
    return of(
        workload,
        sharing,
        precision,
        run(workload, network, topology(workload).parameters(), epochs));
  }

  static BlasPlan of(
      Workload workload, Dropout.Sharing sharing, Precision precision, TrainingPlan run) {
    return new BlasPlan(
        run,
        topology(workload),
        new SoftmaxCrossEntropy(topology(workload).outputs()),
        dropout(workload, sharing),
        DropoutSchedule.CONSTANT,
        new Initialization(Initialization.Kind.HE, 0.01),
        new Optimization(
            new LearningRate(LearningRate.Schedule.CONSTANT, Workload.LEARNING_RATE, 0, 1, 0),
            new Sgd(Sgd.Kind.CLASSICAL, 0, Workload.MOMENTUM, 0),
            workload.maxNorm(),
            0,
            0,
            0),
        precision);
  }

  static TrainingPlan run(Workload workload, String network, int parameters, int epochs) {
    return new TrainingPlan(
        network,
        parameters,
        epochs,
        workload.batchSize(),
        workload.replicas(),
        workload.averagingInterval(),
        OuterStep.AVERAGE,
        workload.averagingPath(),
        EarlyStopping.NEVER,
        1,
        SEED);
  }

  static Shards deal(Workload workload, JavaSparkContext context) {
    JavaRDD<Example> rows =
        context
            .parallelize(IntStream.range(0, workload.rows()).boxed().toList(), workload.replicas())
            .map(row -> new Example(workload.features(row), workload.label(row), 1f));
    return new Dealing(SEED, workload.replicas()).deal(rows);
  }

  static String name(Dropout.Sharing sharing, Precision precision) {
    String masks = "mask by " + sharing.name().toLowerCase(Locale.ROOT);
    return precision == Precision.FLOAT32 ? masks : masks + ", bfloat16";
  }
}
