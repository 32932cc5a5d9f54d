package org.sparkdropout.forecast;

/**
 * What the model of a round has to know of Spark and of processors. All of it can be measured with
 * {@code jobs/bench round-costs}, which shows the model beside what it measures.
 *
 * @param driverRound seconds of a round that is averaged on the driver, whatever it holds: one job
 *     of one stage, and a broadcast. Measure a network of a few hundred weights and one replica,
 *     and take the steps away
 * @param slicedRound the same in slices: one job of three stages, with two shuffles
 * @param task seconds in which the driver starts a task, a replica's, and takes its result. Measure
 *     the small network again with many replicas that all train at once
 * @param waitingTask further seconds for each replica that has to wait for a core, since the driver
 *     sends a task only when another has ended. Measure the small network with many more replicas
 *     than cores
 * @param slicedWaitingTask the same in slices, where each task reads and writes files of shuffles
 * @param driverByte seconds of a processor in which the driver reads and averages a byte that a
 *     replica sends. Measure a large network with {@code --averaging-path driver} on a fast
 *     network, for two numbers of replicas, and divide the difference by its bytes
 * @param slicedByte seconds of a processor in which an executor writes, reads and averages a byte
 *     in slices. Measure as above with {@code --averaging-path slices}
 */
public record RoundConstants(
    double driverRound,
    double slicedRound,
    double task,
    double waitingTask,
    double slicedWaitingTask,
    double driverByte,
    double slicedByte) {
  /**
   * Of Spark 3.5.7: driver and two executors of one core in network namespaces of one machine with
   * two cores, an AMD EPYC. The page on clusters has the measured rounds.
   */
  public static final RoundConstants MEASURED =
      new RoundConstants(0.07, 0.12, 0.001, 0.0005, 0.01, 0.8e-9, 3e-9);
}
