package org.sparkdropout.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives columns names that no other column has, upper and lower case being the same. */
final class FreeNames {
  /** The next number to try, by each taken name in lower case. */
  private final Map<String, Integer> taken = new HashMap<>();

  FreeNames(Collection<String> taken) {
    taken.forEach(name -> this.taken.put(lower(name), 2));
  }

  /** Takes the name asked for if it is free, or else that with _2, _3, ... */
  String take(String wanted) {
    String name = wanted;
    if (taken.containsKey(lower(wanted))) {
      int number = taken.get(lower(wanted));
      while (taken.containsKey(lower(wanted + "_" + number))) {
        number++;
      }
      taken.put(lower(wanted), number + 1);
      name = wanted + "_" + number;
    }
    taken.put(lower(name), 2);
    return name;
  }

  private static String lower(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
