package org.sparkdropout.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sparkdropout.testing.Place;

/**
 * Loses every packet between a worker and the others for up to a minute. The worker is in a network
 * namespace; Spark gives it up after ten seconds, so that shorter and longer losses occur.
 */
final class LostNetwork implements Fault {
  private Namespace machine;
  private String link;

  @Override
  public Site site(int workers, Path folder) {
    machine = Namespace.ofNetwork();
    link = "faults" + machine.pid();
    String subnet = "198.18." + machine.pid() % 256;
    try {
      connect(subnet);
    } catch (IllegalStateException refused) {
      throw new NotPossibleHere("needs root: " + refused.getMessage());
    }
    Place here = new Place(subnet + ".1", List.of(), Map.of());
    List<Place> places = new ArrayList<>(Site.loopback(workers).workers());
    places.replaceAll(place -> here);
    places.set(0, new Place(subnet + ".2", machine.entrance(), Map.of()));
    return new Site(here, places);
  }

  private void connect(String subnet) {
    Commands.run("ip link add " + link + " type veth peer name eth0 netns " + machine.pid());
    Commands.run("ip addr add " + subnet + ".1/30 dev " + link);
    Commands.run("ip link set " + link + " up");
    Commands.run(there("ip addr add " + subnet + ".2/30 dev eth0"));
    Commands.run(there("ip link set eth0 up"));
    Commands.run(there("ip link set lo up"));
  }

  private String there(String command) {
    return String.join(" ", machine.entrance()) + " " + command;
  }

  @Override
  public List<String> sparkOptions(Scene scene) {
    return List.of(
        "--conf", "spark.network.timeout=10s",
        "--conf", "spark.executor.heartbeatInterval=2s",
        "--conf", "spark.network.timeoutInterval=2s");
  }

  @Override
  public String strike(Scene scene) {
    Duration lost = scene.between(Duration.ofSeconds(3), Duration.ofSeconds(60));
    String none = " root pfifo limit 0"; // a queue that takes no packet
    Commands.run("tc qdisc add dev " + link + none);
    Commands.run(there("tc qdisc add dev eth0" + none));
    scene.after(lost, this::reconnect);
    return "network of worker-1 lost for %.1f s".formatted(lost.toMillis() / 1000.0);
  }

  private void reconnect() {
    Commands.run("tc qdisc del dev " + link + " root");
    Commands.run(there("tc qdisc del dev eth0 root"));
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("ExecutorLostFailure|FetchFailed|[Tt]imed? ?out");
  }

  @Override
  public void close() {
    if (machine != null) {
      machine.close();
    }
  }
}
