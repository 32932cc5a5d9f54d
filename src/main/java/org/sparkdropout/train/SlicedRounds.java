package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.ContextCleaner;
import org.apache.spark.HashPartitioner;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.data.ExampleBlock;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;
import org.sparkdropout.monitor.Described;
import scala.Option;
import scala.Tuple2;

/**
 * Keeps the common state on the executors, cut into slices.
 *
 * <p>Between tasks the state is on local disks and travels from file to file, so that in memory is
 * only what a replica trains on and, where replicas are averaged, one slice of each.
 *
 * <p>A round is two shuffles: every slice goes to every replica, and every replica's slices to
 * those who average them. Through the driver pass reports of a few hundred bytes and, once in
 * {@link #ANCHOR_ROUNDS} rounds, the state: what Spark would need to compute a lost slice again
 * grows with each round, and ends where the driver has held the state.
 */
final class SlicedRounds implements Rounds {
  static final int ANCHOR_ROUNDS = 16;

  private final TrainingPlan plan;
  private final Engine engine;
  private final Shards shards;
  private final Slicing slicing;
  private final JavaSparkContext context;

  private Made made;

  /** What a round under way makes; left if it fails. */
  private Optional<Made> making = Optional.empty();

  private List<Broadcast<Slice>> anchors = List.of();
  private int roundsSinceAnchor;

  /** The weights since the last round, if anyone asked. */
  private float[] fetched;

  /** Slices, and the shuffles that led to them. */
  private record Made(JavaRDD<Slice> slices, List<Integer> shuffles) {}

  SlicedRounds(
      TrainingPlan plan, Engine engine, Slicing slicing, Shards shards, CommonState start) {
    this.plan = plan;
    this.engine = engine;
    this.shards = shards;
    this.slicing = slicing;
    this.context = JavaSparkContext.fromSparkContext(shards.blocks().context());
    List<Slice> held =
        IntStream.range(0, slicing.count())
            .mapToObj(number -> Slice.of(start, slicing, number))
            .toList();
    this.made = Described.job(context.sc(), "hand out the start", () -> anchored(held));
  }

  /** Lets the lineage of the slices start from these, each sent to the one task that holds it. */
  private Made anchored(List<Slice> held) {
    List<Broadcast<Slice>> sent = new ArrayList<>();
    held.forEach(slice -> sent.add(context.broadcast(slice)));
    List<Integer> numbers = IntStream.range(0, held.size()).boxed().toList();
    JavaRDD<Slice> anchored =
        context
            .parallelize(numbers, held.size())
            .map(number -> sent.get(number).value())
            .setName("slices")
            .persist(StorageLevel.DISK_ONLY());
    Described.stages(context.sc(), "anchor slices", () -> anchored.count());
    sent.forEach(Broadcast::unpersist); // from the executors, which have it on disk
    if (made != null) {
      release(made);
      anchors.forEach(Broadcast::destroy);
    }
    anchors = sent;
    roundsSinceAnchor = 0;
    return new Made(anchored, List.of());
  }

  @Override
  public List<ReplicaReport> run(Round round, String description) {
    return Described.job(
        context.sc(),
        description,
        "average slices",
        () -> {
          if (roundsSinceAnchor == ANCHOR_ROUNDS) {
            made = anchored(fetchSlices());
          }
          Made next = made(round, description);
          making = Optional.of(next);
          List<ReplicaReport> reports =
              next.slices().flatMap(slice -> slice.reports().iterator()).collect();
          release(made);
          made = next;
          making = Optional.empty();
          roundsSinceAnchor++;
          fetched = null;
          return reports;
        });
  }

  /** What a round makes of the slices, once anyone asks for it. */
  private Made made(Round round, String description) {
    JavaPairRDD<Integer, Slice> sent = toReplicas();
    JavaPairRDD<Integer, SliceResult> results = toSlices(train(sent, round));
    JavaRDD<Slice> averages =
        average(results, round).setName(description).persist(StorageLevel.DISK_ONLY());
    return new Made(averages, List.of(shuffleOf(sent), shuffleOf(results)));
  }

  /** Every slice to every replica, keyed by replica. */
  private JavaPairRDD<Integer, Slice> toReplicas() {
    int replicas = plan.replicas();
    return Described.stages(
        context.sc(),
        "send slices to replicas",
        () ->
            shuffled(
                made.slices().flatMapToPair(slice -> toEvery(slice.forReplicas(), replicas)),
                replicas));
  }

  /**
   * Shuffled as Java writes objects, whatever the session's serialiser: Kryo would write the whole
   * state for every {@link StateRange}.
   */
  private static <T> JavaPairRDD<Integer, T> shuffled(JavaPairRDD<Integer, T> pairs, int parts) {
    JavaPairRDD<Integer, T> shuffled = pairs.partitionBy(new HashPartitioner(parts));
    ((ShuffledRDD<?, ?, ?>) shuffled.rdd())
        .setSerializer(new JavaSerializer(pairs.context().getConf()));
    return shuffled;
  }

  private static Iterator<Tuple2<Integer, Slice>> toEvery(Slice slice, int replicas) {
    return IntStream.range(0, replicas)
        .mapToObj(replica -> new Tuple2<>(replica, slice))
        .iterator();
  }

  /** Trains the replicas; the slices of their states, keyed by slice. */
  private JavaRDD<Tuple2<Integer, SliceResult>> train(
      JavaPairRDD<Integer, Slice> sent, Round round) {
    Engine trainer = engine;
    Slicing cuts = slicing;
    return shards
        .blocks()
        .zipPartitions(sent, (blocks, received) -> train(trainer, cuts, round, blocks, received));
  }

  private static Iterator<Tuple2<Integer, SliceResult>> train(
      Engine engine,
      Slicing slicing,
      Round round,
      Iterator<ExampleBlock> blocks,
      Iterator<Tuple2<Integer, Slice>> received) {
    TrainState start = null;
    int replica = 0;
    while (received.hasNext()) {
      Tuple2<Integer, Slice> next = received.next();
      replica = next._1();
      TrainState slice = next._2().state().replica();
      if (start == null) {
        start = TrainState.zeros(slicing.parameters(), slice.arrays().length);
      }
      start.put(slice, slicing.from(next._2().number()));
    }
    RoundResult result = engine.train(start, Shard.of(blocks), replica, round);
    return IntStream.range(0, slicing.count())
        .mapToObj(s -> new Tuple2<>(s, result.slice(slicing.from(s), slicing.to(s))))
        .iterator();
  }

  private static void copy(float[] slice, float[] whole, int from) {
    System.arraycopy(slice, 0, whole, from, slice.length);
  }

  private JavaPairRDD<Integer, SliceResult> toSlices(
      JavaRDD<Tuple2<Integer, SliceResult>> results) {
    return Described.stages(
        context.sc(),
        "train replicas",
        () -> shuffled(results.mapToPair(result -> result), slicing.count()));
  }

  private JavaRDD<Slice> average(JavaPairRDD<Integer, SliceResult> results, Round round) {
    TrainingPlan run = plan;
    Engine network = engine;
    Slicing cuts = slicing;
    return made.slices()
        .zipPartitions(
            results,
            (own, received) -> {
              Slice slice = own.next();
              Iterable<Tuple2<Integer, SliceResult>> all = () -> received;
              List<RoundResult> ordered =
                  StreamSupport.stream(all.spliterator(), false)
                      .map(Tuple2::_2)
                      .sorted(Comparator.comparingInt(SliceResult::replica))
                      .map(SliceResult::toResult)
                      .toList();
              int from = cuts.from(slice.number());
              own.forEachRemaining(none -> {}); // at its end a block's iterator gives the lock back
              return List.of(slice.next(ordered, from, network, run, round)).iterator();
            });
  }

  /**
   * Lets go of slices that others have been made of, and of the shuffles that led to them: those
   * would stay on disk until the driver collects garbage. Spark would clean them with all that led
   * to them, along every path of the lineage; this is the one place that asks its cleaner. It waits
   * until they are gone: where a slice is lost, the next round writes them again, and a removal
   * still under way would take those away, and with them Spark's context.
   */
  private void release(Made unneeded) {
    Option<ContextCleaner> cleaner = context.sc().cleaner(); // none if Spark is told to have none
    if (cleaner.isDefined()) {
      unneeded.shuffles().forEach(id -> cleaner.get().doCleanupShuffle(id, true));
    }
    unneeded.slices().unpersist(false);
  }

  private static int shuffleOf(JavaPairRDD<?, ?> shuffled) {
    return ((ShuffleDependency<?, ?, ?>) shuffled.rdd().dependencies().head()).shuffleId();
  }

  @Override
  public float[] scoredWeights() {
    if (fetched == null) {
      fetched = Described.job(context.sc(), "fetch the weights", "fetch slices", this::fetch);
    }
    return fetched;
  }

  private float[] fetch() {
    float[] weights = new float[slicing.parameters()];
    Engine network = engine;
    List<TrainState> parts =
        ResultBlocks.collect(
            made.slices().map(slice -> new TrainState(slice.state().scored(network))));
    for (int number = 0; number < parts.size(); number++) {
      copy(parts.get(number).weights(), weights, slicing.from(number));
    }
    return weights;
  }

  private List<Slice> fetchSlices() {
    return Described.stages(
        context.sc(),
        "fetch slices",
        () -> ResultBlocks.collect(made.slices().map(Slice::withoutReports)));
  }

  @Override
  public CommonState state() {
    List<Slice> parts = Described.job(context.sc(), "checkpoint", this::fetchSlices);
    CommonState whole =
        CommonState.zeros(
            slicing.parameters(), parts.get(0).state().replica().arrays().length, plan);
    parts.forEach(part -> whole.put(part.state(), slicing.from(part.number())));
    return whole;
  }

  @Override
  public void close() {
    making.ifPresent(this::release);
    release(made);
    anchors.forEach(Broadcast::destroy);
  }
}
