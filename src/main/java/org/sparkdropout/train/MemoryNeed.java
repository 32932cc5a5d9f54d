package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The least memory that the parameters of a run take on the heap of one JVM: the copies that a
 * round holds at the same time. Rows, activations, Spark itself and the native memory of matrix
 * products come on top of it, so that a run which needs more than there is cannot work, while one
 * that needs less may still fail.
 *
 * <p>Weights drawn at first are also the best ones so far, checkpoints are written from the arrays
 * of the run, and Spark keeps the bytes of broadcasts and blocks on disk where memory is short:
 * none of them needs a copy of its own.
 *
 * @param parts what takes memory
 */
public record MemoryNeed(List<Part> parts) {
  private static final long MEBIBYTE = 1 << 20;
  private static final long GIBIBYTE = 1 << 30;

  /** What rows, activations and Spark need beside the parameters, where nothing better is known. */
  private static final double HEADROOM = 1.5;

  /**
   * One thing that takes memory.
   *
   * @param name for people to read
   * @param bytes its size
   */
  public record Part(String name, long bytes) {
    @Override
    public String toString() {
      return "%,d MiB for %s".formatted(mebibytes(bytes), name);
    }
  }

  /**
   * What the driver needs.
   *
   * @param plan the run
   * @param size of its state
   * @param local whether replicas train in the driver's own process
   * @return its parts, at least one
   */
  public static MemoryNeed ofDriver(TrainingPlan plan, StateSize size, boolean local) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("weights and optimiser state", size.state()));
    if (!plan.outerStep().plain()) {
      parts.add(new Part("the velocity of the outer step", size.weights()));
    }
    if (plan.weightAverage().isOn()) {
      parts.add(new Part("the average of the weights", size.weights()));
    }
    if (plan.epochs() > 0 && isSliced(plan, size, local)) {
      parts.add(new Part("their slices, which go to the executors", size.state()));
    } else if (plan.epochs() > 0) {
      parts.add(new Part(replicas(plan.replicas()), plan.replicas() * size.replica()));
      if (plan.averagingPrecision().rounds()) {
        parts.add(sent(plan, size, plan.replicas()));
      }
      if (plan.epochs() > 1 && plan.earlyStopping().enabled()) {
        parts.add(new Part("the best weights so far", size.weights()));
      }
    }
    return new MemoryNeed(List.copyOf(parts));
  }

  /** What replicas send, where it is not the state that they have. */
  private static Part sent(TrainingPlan plan, StateSize size, int replicas) {
    return new Part("what they send", replicas * size.onNetwork(plan).replica());
  }

  private static String replicas(int count) {
    return count == 1 ? "those of the replica" : "those of %,d replicas".formatted(count);
  }

  /**
   * What each executor needs that trains some replicas at a time. They share the state that the
   * driver sends; each puts one of its own together from slices.
   *
   * @param plan the run
   * @param size of its state
   * @param replicas that the executor trains at a time, at least 1
   * @return its parts, at least one
   */
  public static MemoryNeed ofExecutor(TrainingPlan plan, StateSize size, int replicas) {
    List<Part> parts = new ArrayList<>();
    boolean sliced = isSliced(plan, size, false);
    parts.add(new Part("weights and optimiser state", (sliced ? replicas : 1) * size.state()));
    boolean rounds = plan.averagingPrecision().rounds();
    boolean trainsInPlace = sliced && !rounds && size.replica() == size.state();
    if (!trainsInPlace) {
      parts.add(new Part(replicas(replicas), replicas * size.replica()));
    }
    if (rounds) {
      parts.add(sent(plan, size, replicas));
    }
    return new MemoryNeed(List.copyOf(parts));
  }

  /**
   * The same with one thing more.
   *
   * @param name for people to read
   * @param bytes its size, at least 0
   * @return the parts of both
   */
  public MemoryNeed plus(String name, long bytes) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(name, bytes));
    return new MemoryNeed(List.copyOf(more));
  }

  private static boolean isSliced(TrainingPlan plan, StateSize size, boolean local) {
    return size.path(plan, local) == AveragingPath.SLICES;
  }

  /**
   * The sum.
   *
   * @return bytes, greater than 0
   */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /**
   * A heap to give: half as much again, and a gibibyte, for activations and for Spark itself.
   *
   * @return gibibytes, at least 2
   */
  public long heapGibibytes() {
    return (long) Math.ceil(HEADROOM * bytes() / GIBIBYTE) + 1;
  }

  private static long mebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE;
  }

  /**
   * Such as {@code 2 MiB: 1 MiB for weights and optimiser state + 1 MiB for those of the replica}.
   */
  @Override
  public String toString() {
    return "%,d MiB: %s"
        .formatted(
            mebibytes(bytes()),
            parts.stream().map(Part::toString).collect(Collectors.joining(" + ")));
  }
}
