package org.sparkdropout.bench;

import static org.sparkdropout.blas.Precision.BFLOAT16;
import static org.sparkdropout.blas.Precision.FLOAT32;

import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout.Sharing;

/** Who can take part in the training bench. */
enum TrainingContender {
  SGEMM,
  SGEMM_THINNED,
  REPLICA_EXAMPLE,
  REPLICA_BATCH,
  REPLICA_ROUND,
  REPLICA_EXAMPLE_BFLOAT16,
  REPLICA_ROUND_BFLOAT16,
  EXAMPLE,
  BATCH,
  ROUND,
  EXAMPLE_BFLOAT16,
  BATCH_BFLOAT16,
  ROUND_BFLOAT16,
  PYTORCH,
  PYTORCH_BFLOAT16,
  SPARK_PERCEPTRON,
  ENGINE_DL4J,
  DL4J_ONE_THREAD,
  DL4J;

  /** What a contender is made from. */
  record Input(Workload workload, SparkSession spark, Shards shards, String python) {}

  Contender create(Input in) {
    Workload workload = in.workload;
    return switch (this) {
      case SGEMM -> SgemmBound.ofTraining(workload, Sharing.EXAMPLE);
      case SGEMM_THINNED -> SgemmBound.ofTraining(workload, Sharing.ROUND);
      case REPLICA_EXAMPLE -> new OurReplica(workload, Sharing.EXAMPLE, FLOAT32, in.shards);
      case REPLICA_BATCH -> new OurReplica(workload, Sharing.BATCH, FLOAT32, in.shards);
      case REPLICA_ROUND -> new OurReplica(workload, Sharing.ROUND, FLOAT32, in.shards);
      case REPLICA_EXAMPLE_BFLOAT16 ->
          new OurReplica(workload, Sharing.EXAMPLE, BFLOAT16, in.shards);
      case REPLICA_ROUND_BFLOAT16 -> new OurReplica(workload, Sharing.ROUND, BFLOAT16, in.shards);
      case EXAMPLE -> OurTrainer.dense(workload, Sharing.EXAMPLE, FLOAT32, in.shards);
      case BATCH -> OurTrainer.dense(workload, Sharing.BATCH, FLOAT32, in.shards);
      case ROUND -> OurTrainer.dense(workload, Sharing.ROUND, FLOAT32, in.shards);
      case EXAMPLE_BFLOAT16 -> OurTrainer.dense(workload, Sharing.EXAMPLE, BFLOAT16, in.shards);
      case BATCH_BFLOAT16 -> OurTrainer.dense(workload, Sharing.BATCH, BFLOAT16, in.shards);
      case ROUND_BFLOAT16 -> OurTrainer.dense(workload, Sharing.ROUND, BFLOAT16, in.shards);
      case PYTORCH -> PythonPeer.training(in.python, "float32", workload);
      case PYTORCH_BFLOAT16 -> PythonPeer.training(in.python, "bfloat16", workload);
      case SPARK_PERCEPTRON -> new SparkPerceptron(workload, in.spark);
      case ENGINE_DL4J -> OurTrainer.dl4j(workload, in.shards);
      case DL4J_ONE_THREAD -> new Dl4jTrainer("dl4j-spark, 1 thread", 1, workload, in.spark);
      case DL4J -> new Dl4jTrainer("dl4j-spark", processors(), workload, in.spark);
    };
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
