package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The list of all settings, {@code conf/reference.conf}: their keys, defaults and types.
 *
 * <p>A key whose default is an empty object, such as {@code input.options}, is free: whatever lies
 * below it is passed on as text.
 */
final class Reference {
  private static final String RESOURCE = "reference.conf";

  /** The group that lists other defaults; it has no keys of its own. */
  private static final String RAW_COLUMNS = "rawColumns";

  private final Config config;
  private final Config rawColumns;
  private final SortedMap<String, ConfigValue> defaults = new TreeMap<>();

  private Reference(Config whole) {
    this.config = whole.withoutPath(RAW_COLUMNS);
    this.rawColumns = whole.getConfig(RAW_COLUMNS);
    collect("", config.root());
  }

  /** Reads the list from the jar. */
  static Reference load() {
    ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
    return new Reference(ConfigFactory.parseURL(Reference.class.getResource(RESOURCE), options));
  }

  private void collect(String prefix, ConfigObject group) {
    for (Map.Entry<String, ConfigValue> entry : group.entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
        collect(key + ".", inner);
      } else {
        defaults.put(key, entry.getValue());
      }
    }
  }

  Config config() {
    return config;
  }

  /** The defaults that take the place of others where features are raw columns. */
  Config rawColumns() {
    return rawColumns;
  }

  /** Every key with its default; a null default has the type {@link ConfigValueType#NULL}. */
  SortedMap<String, ConfigValue> defaults() {
    return defaults;
  }

  /** The key a misspelt one was meant to be, if one is near. */
  Optional<String> nearest(String key) {
    record Candidate(String key, int distance) {}
    List<Candidate> candidates = new ArrayList<>();
    for (String known : defaults.keySet()) {
      int whole = distance(key, known);
      int last = distance(lastPart(key), lastPart(known)) + 1;
      candidates.add(new Candidate(known, Math.min(whole, last)));
    }
    return candidates.stream()
        .min(Comparator.comparingInt(Candidate::distance))
        .filter(nearest -> nearest.distance() <= Math.max(2, key.length() / 3))
        .map(Candidate::key);
  }

  private static int distance(String left, String right) {
    return LevenshteinDistance.getDefaultInstance().apply(left, right);
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
