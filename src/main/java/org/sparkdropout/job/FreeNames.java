package org.sparkdropout.job;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Gives columns names that no other column has, upper and lower case being the same. */
final class FreeNames {
  /** The next number to try, by each taken name. */
  private final Map<String, Integer> taken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  FreeNames(Collection<String> taken) {
    taken.forEach(name -> this.taken.put(name, 2));
  }

  /** Takes the name asked for if it is free, or else that with _2, _3, ... */
  String take(String wanted) {
    String name = wanted;
    if (taken.containsKey(wanted)) {
      int number = taken.get(wanted);
      while (taken.containsKey(wanted + "_" + number)) {
        number++;
      }
      taken.put(wanted, number + 1);
      name = wanted + "_" + number;
    }
    taken.put(name, 2);
    return name;
  }
}
