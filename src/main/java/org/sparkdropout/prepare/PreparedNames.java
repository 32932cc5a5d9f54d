package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/**
 * The names of the columns between a raw table and its features.
 *
 * <p>What becomes of one raw column has a prefix by its kind, the others have fixed names; so no
 * two columns share a name, whatever raw ones are called.
 */
public final class PreparedNames {
  /** The index of a label that is text. */
  public static final String LABEL = "prepared_label";

  /** The text of a label, for measuring. */
  public static final String LABEL_TEXT = "prepared_label_text";

  /** The vector of features where the table has a column of the name asked for. */
  public static final String FEATURES = "prepared_features";

  static final String NUMBERS = "prepared_numbers";
  static final String SCALED = "prepared_scaled";

  private static final Pattern RESERVED =
      Pattern.compile(
          "prepared_((raw|imputed|index|encoded)_.*|label(_text)?|features|numbers|scaled)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What would need quotes in the name of a column. */
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_]");

  private PreparedNames() {}

  /**
   * The name under which a raw column enters the preparation.
   *
   * @param column of the raw table
   * @return a name that needs no quotes
   */
  public static String raw(String column) {
    return named("raw", column);
  }

  static String imputed(String column) {
    return named("imputed", column);
  }

  static String index(String column) {
    return named("index", column);
  }

  static String encoded(String column) {
    return named("encoded", column);
  }

  private static String named(String kind, String column) {
    String plain =
        OTHERS
            .matcher(column)
            .replaceAll(other -> "\\$" + Integer.toHexString(other.group().codePointAt(0)) + "\\$");
    return "prepared_" + kind + "_" + plain;
  }

  /**
   * Checks that a raw table leaves these names free.
   *
   * @param schema of the raw table
   * @throws InvalidDataException if it does not, naming the columns
   */
  public static void requireFree(StructType schema) {
    String taken =
        Arrays.stream(schema.fieldNames())
            .filter(name -> RESERVED.matcher(name).matches())
            .collect(Collectors.joining(", "));
    if (!taken.isEmpty()) {
      throw new InvalidDataException(
          "The table must not have columns of the names that preparation uses (prepared_...). It has: %s. Rename or drop them"
              .formatted(taken));
    }
  }
}
