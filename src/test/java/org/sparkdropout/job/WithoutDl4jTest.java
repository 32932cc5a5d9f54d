package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own engine trains, scores and exports where there is no class of DL4J. */
class WithoutDl4jTest {
  private static final Pattern DL4J = Pattern.compile("nd4j|deeplearning4j|dl4j-spark|datavec");

  private static String classPath() {
    String all = JobProcess.ownClassPath();
    String rest =
        Arrays.stream(all.split(Pattern.quote(File.pathSeparator)))
            .filter(entry -> !DL4J.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(rest.length()).isLessThan(all.length());
    return rest;
  }

  @Test
  void train_writesTheModelAndItsOnnxFiles(@TempDir Path folder)
      throws IOException, InterruptedException {
    String printed =
        new JobProcess(classPath())
            .train(
                folder,
                "train.maxIter=2",
                "export.formats=[onnx]",
                "output.path=" + folder.resolve("model").toUri());
    assertThat(printed)
        .contains("model.onnx agrees", "model-training.onnx agrees", "pipeline.onnx agrees");
  }
}
