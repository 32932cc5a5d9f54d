package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint that was written before there were optimisers to choose from. Kernels are Java's own
 * in it and here, whose bits are the same on every machine.
 */
class EarlierCheckpointTest {
  /** Of the run that wrote the checkpoint after its third epoch, and then went on to the sixth. */
  private static final String WEIGHTS =
      "92ef105ce8dbaf14d1f1c4dfa1a31c4520b243107d23850d45e1a70b0f3805a3";

  @Test
  void train_goesOnFromIt_toTheBitsOfTheRunThatWroteIt(@TempDir Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    Path kept = Path.of(EarlierCheckpointTest.class.getResource("earlier/checkpoint").toURI());
    Path checkpoints = folder.resolve("checkpoints");
    FileUtils.copyDirectory(kept.toFile(), checkpoints.toFile());
    String printed =
        new JobProcess(JobProcess.ownClassPath(), "-Dsparkdropout.blas=java")
            .train(
                folder,
                "train.replicas=2",
                "train.averagingInterval=2",
                "train.maskSharing=round",
                "train.hiddenLayers=[8,5]",
                "train.outerMomentum=0.5",
                "train.patience=9",
                "train.validationFraction=0.2",
                "train.maxIter=6",
                "checkpoint.path=" + checkpoints.toUri(),
                "output.path=" + folder.resolve("model").toUri());
    assertThat(printed).contains("epoch   4 of 6").doesNotContain("epoch   3 of 6");
    assertThat(printed).contains("Weights (SHA-256): " + WEIGHTS);
  }
}
