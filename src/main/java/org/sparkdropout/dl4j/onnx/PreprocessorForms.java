package org.sparkdropout.dl4j.onnx;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.sparkdropout.dl4j.ScaledRows;
import org.sparkdropout.onnx.OnnxAttribute;

/**
 * DL4J's preprocessors, which make pictures of vectors and vectors of pictures.
 *
 * <p>Numbers keep their order in DL4J, whatever a picture's layout is. In the graph channels come
 * first, so where DL4J has them last, pictures are transposed.
 */
final class PreprocessorForms {
  private PreprocessorForms() {}

  /**
   * Adds a preprocessor to a graph.
   *
   * @throws IllegalArgumentException if it has no ONNX form
   */
  static void add(InputPreProcessor before, LayerInGraph graph) {
    if (before.getClass() == FeedForwardToCnnPreProcessor.class) {
      picture((FeedForwardToCnnPreProcessor) before, graph);
    } else if (before.getClass() == CnnToFeedForwardPreProcessor.class) {
      vector((CnnToFeedForwardPreProcessor) before, graph);
    } else if (before.getClass() == ReshapePreprocessor.class) {
      reshape((ReshapePreprocessor) before, graph);
    } else if (before instanceof ScaledRows scaled) {
      scale(scaled, graph);
    } else {
      throw new IllegalArgumentException(
          "Every preprocessor of a DL4J network must have an ONNX form. That of layer %d (%s) has none; these have: FeedForwardToCnnPreProcessor, CnnToFeedForwardPreProcessor, ReshapePreprocessor, ScaledRows"
              .formatted(graph.place(), before.getClass().getName()));
    }
  }

  private static void picture(FeedForwardToCnnPreProcessor before, LayerInGraph graph) {
    if (graph.shape().isFlat()) {
      toPicture(
          LayerShape.picture(
              before.getNumChannels(),
              before.getInputHeight(),
              before.getInputWidth(),
              CNN2DFormat.NCHW),
          graph);
    }
  }

  private static void vector(CnnToFeedForwardPreProcessor before, LayerInGraph graph) {
    if (!graph.shape().isFlat()) {
      graph.requireFormat(before.getFormat());
      toVector(graph);
    }
  }

  private static void reshape(ReshapePreprocessor before, LayerInGraph graph) {
    long[] row = row(before, before.getTargetShape());
    LayerShape target = target(before, row, graph);
    if (!graph.shape().isFlat()) {
      toVector(graph);
    }
    requireSize(target, graph);
    if (!target.isFlat()) {
      toPicture(target, graph);
    }
  }

  private static void scale(ScaledRows before, LayerInGraph graph) {
    graph.require(true, "ScaledRows");
    graph.then("centred", "Sub", List.of(row("mean", before.mean(), graph)));
    graph.then("scaled", "Mul", List.of(row("factor", before.factor(), graph)));
    graph.then("moved", "Add", List.of(row("offset", before.offset(), graph)));
    reshape(before.picture(), graph);
  }

  /** A number for every feature. */
  private static String row(String part, float[] values, LayerInGraph graph) {
    float[] row = new float[(int) graph.shape().size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i % values.length];
    }
    return graph.constant(part, row, row.length);
  }

  /** A shape without the number of rows. */
  private static long[] row(ReshapePreprocessor before, long[] shape) {
    return before.isHasMiniBatchDimension() ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
  }

  private static LayerShape target(ReshapePreprocessor before, long[] row, LayerInGraph graph) {
    return switch (row.length) {
      case 1 -> LayerShape.flat(row[0]);
      case 3 ->
          format(before) == CNN2DFormat.NHWC
              ? LayerShape.picture(row[2], row[0], row[1], CNN2DFormat.NHWC)
              : LayerShape.picture(row[0], row[1], row[2], CNN2DFormat.NCHW);
      default ->
          throw new IllegalArgumentException(
              "A ReshapePreprocessor must make vectors or pictures to have an ONNX form. That of layer %d makes %s of a row"
                  .formatted(graph.place(), Arrays.toString(row)));
    };
  }

  /** Without one, DL4J takes pictures that it makes of vectors to be Keras's. */
  private static CNN2DFormat format(ReshapePreprocessor before) {
    if (before.getFormat() instanceof CNN2DFormat format) {
      return format;
    }
    return before.getInputShape().length == 1 ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
  }

  private static void requireSize(LayerShape target, LayerInGraph graph) {
    if (target.size() != graph.shape().size()) {
      throw new IllegalArgumentException(
          "Layer %d must take as many inputs as there are. It takes %d, and there are %d"
              .formatted(graph.place(), target.size(), graph.shape().size()));
    }
  }

  private static void toPicture(LayerShape picture, LayerInGraph graph) {
    requireSize(picture, graph);
    long channels = picture.channels();
    long height = picture.height();
    long width = picture.width();
    if (picture.isChannelsLast()) {
      reshape("picture", picture, graph, height, width, channels);
      graph.then(picture, "channelsFirst", "Transpose", List.of(), order(0, 3, 1, 2));
    } else {
      reshape("picture", picture, graph, channels, height, width);
    }
  }

  /** Lays a picture out as a vector, in DL4J's order. */
  static void toVector(LayerInGraph graph) {
    LayerShape picture = graph.shape();
    if (picture.isChannelsLast()) {
      graph.then("channelsLast", "Transpose", List.of(), order(0, 2, 3, 1));
    }
    reshape("vector", LayerShape.flat(picture.size()), graph, picture.size());
  }

  private static OnnxAttribute order(long... axes) {
    return OnnxAttribute.integers("perm", Arrays.stream(axes).boxed().toList());
  }

  /** Reshapes rows; 0 leaves their number. */
  private static void reshape(String part, LayerShape shape, LayerInGraph graph, long... row) {
    long[] dims = new long[row.length + 1];
    System.arraycopy(row, 0, dims, 1, row.length);
    String target = graph.network().onnx().longs(graph.name(part + ".shape"), dims, dims.length);
    graph.then(shape, part, "Reshape", List.of(target));
  }
}
