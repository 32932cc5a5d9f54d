package org.sparkdropout.export;

import java.util.List;
import java.util.stream.LongStream;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.prepare.CategoryColumn;

/**
 * A column of categories as a graph: text (rows, 1) in, a place for each category (rows,
 * categories) out, 1 where the text means that category and 0 elsewhere.
 */
final class CategoryBlock {
  /**
   * Texts of numbers whose cast to a double cannot fail: not too long, the exponent not too large.
   */
  private static final String NUMBER =
      "[ \\t]*[+-]?([0-9]{1,60}(\\.[0-9]{0,60})?|\\.[0-9]{1,60})([eE][+-]?[0-9]{1,2})?[ \\t]*";

  private final OnnxGraph graph;
  private final CategoryColumn column;
  private final CategoryTexts texts;

  private CategoryBlock(OnnxGraph graph, CategoryColumn column) {
    this.graph = graph;
    this.column = column;
    this.texts = CategoryTexts.of(column);
  }

  /**
   * Adds the block.
   *
   * @param text the name of the column's value
   * @param absent what it holds in a row that has none of the categories
   * @return the name of the block
   */
  static String add(OnnxGraph graph, CategoryColumn column, String text, Absent absent) {
    CategoryBlock block = new CategoryBlock(graph, column);
    String place = block.place(text);
    return block.orAbsent(block.ones(text, place), place, absent);
  }

  private String name(String part) {
    return column.name() + "." + part;
  }

  private String ones(String text, String place) {
    String hit = spelled(place);
    if (!texts.numbers().isEmpty()) {
      hit = graph.node(name("either"), "Or", List.of(hit, equal(text)));
    }
    return graph.node(name("ones"), "Cast", List.of(hit), OnnxAttribute.castTo(ElementType.DOUBLE));
  }

  /** The place of a text that is known as it is. */
  private String place(String text) {
    return graph.mlNode(
        name("place"),
        "LabelEncoder",
        List.of(text),
        OnnxAttribute.texts("keys_strings", texts.texts()),
        OnnxAttribute.integers("values_int64s", texts.textPlaces()),
        OnnxAttribute.integer("default_int64", CategoryTexts.UNSEEN));
  }

  private String spelled(String place) {
    long[] range = LongStream.range(0, column.width()).toArray();
    String places = graph.longs(name("places"), range, range.length);
    return graph.node(name("spelled"), "Equal", List.of(place, places));
  }

  /** Where the text is that of an equal number. */
  private String equal(String text) {
    String isNumber = graph.matches(name("isNumber"), text, NUMBER);
    String none = graph.text(name("noNumber"), "NaN");
    String digits = graph.node(name("digits"), "Where", List.of(isNumber, text, none));
    String number =
        graph.node(
            name("number"), "Cast", List.of(digits), OnnxAttribute.castTo(ElementType.DOUBLE));
    double[] values = texts.numbers().stream().mapToDouble(value -> value).toArray();
    String numbers = graph.doubles(name("numbers"), values, values.length);
    return graph.node(name("equal"), "Equal", List.of(number, numbers));
  }

  private String orAbsent(String ones, String place, Absent absent) {
    String axis = graph.longs(name("axis"), new long[] {1}, 1);
    String sum = graph.node(name("sum"), "ReduceSum", List.of(ones, axis));
    String zero = graph.doubles(name("zero"), new double[] {0});
    String isAbsent = graph.node(name("isAbsent"), "Equal", List.of(sum, zero));
    String nowhere = graph.longs(name("nowhere"), new long[] {CategoryTexts.NOWHERE});
    String isMissing = graph.node(name("isMissing"), "Equal", List.of(place, nowhere));
    String missing = graph.doubles(name("missing"), new double[] {absent.missing()});
    String unseen = graph.doubles(name("unseen"), new double[] {absent.unseen()});
    String instead = graph.node(name("absent"), "Where", List.of(isMissing, missing, unseen));
    return graph.node(name("block"), "Where", List.of(isAbsent, instead, ones));
  }
}
