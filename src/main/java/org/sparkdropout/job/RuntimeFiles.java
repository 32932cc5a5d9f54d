package org.sparkdropout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.export.ModelExport;
import org.sparkdropout.export.Verification;
import org.sparkdropout.fit.NetworkFormat;
import org.sparkdropout.fit.NetworkWriter;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.onnx.OnnxSession;

/** The files of other runtimes that the group {@code export} asks for. */
final class RuntimeFiles {
  private static final String FORMATS = "export.formats";
  private static final String ROWS = "export.sampleRows";
  private static final String ONNX = "onnx";

  /** Of the choice of rows. */
  private static final long SEED = 1929;

  private final List<String> formats;
  private final boolean preprocessing;
  private final int sampleRows;

  private RuntimeFiles(Settings settings) {
    this.formats = settings.texts(FORMATS);
    List<String> known = known();
    if (!known.containsAll(formats)) {
      throw settings.wrong(FORMATS, "a list of " + String.join(" and ", known));
    }
    long rows = settings.whole(ROWS);
    if (rows < 1 || rows > Integer.MAX_VALUE) {
      throw settings.wrong(ROWS, "in [1, %d]".formatted(Integer.MAX_VALUE));
    }
    this.sampleRows = (int) rows;
    this.preprocessing = settings.flag("export.preprocessing");
  }

  /**
   * Checks what is asked for, and that it can be compared on this machine.
   *
   * @throws SettingsException if a format is unknown, or the number of rows out of range
   * @throws IllegalStateException if ONNX Runtime does not load
   */
  static RuntimeFiles of(Settings settings) {
    RuntimeFiles files = new RuntimeFiles(settings);
    if (files.formats.contains(ONNX)) {
      OnnxSession.requireRuntime();
    }
    return files;
  }

  /**
   * Writes the files.
   *
   * @param output the folder they go to
   * @param pipeline takes raw rows
   * @param network in it
   * @param raw rows to compare on; without them rows are made up
   * @param console is told how the files compare
   * @return the names of the files
   */
  List<String> write(
      StagedOutput output,
      PipelineModel pipeline,
      DropoutModel network,
      Optional<Dataset<Row>> raw,
      JobConsole console)
      throws IOException {
    Writing writing = new Writing(output, console, new ArrayList<>());
    if (formats.isEmpty()) {
      return writing.names();
    }
    Optional<Dataset<Row>> sample = raw.map(this::sample);
    Optional<Dataset<Row>> features = sample.map(rows -> before(network, pipeline).transform(rows));
    if (formats.contains(ONNX)) {
      save(writing, "model.onnx", ModelExport.onnx(network), features);
      Optional<Dropout> dropout = network.trainedDropout();
      if (dropout.isEmpty()) {
        console.say("No model-training.onnx: it is made of networks of our own engine only");
      } else if (dropout.get().kind() == Dropout.Kind.GAUSSIAN) {
        console.say("No model-training.onnx: ONNX has no operator for Gaussian dropout");
      } else {
        save(writing, "model-training.onnx", ModelExport.onnxForTraining(network), features);
      }
      if (preprocessing && pipeline.stages().length > 1) {
        save(writing, "pipeline.onnx", ModelExport.onnx(pipeline), sample);
      }
    }
    for (String format : new LinkedHashSet<>(formats)) {
      Optional<NetworkWriter> writer = writer(format);
      if (writer.isPresent()) {
        String name = writer.get().fileName();
        save(writing, name, ModelExport.of(network, writer.get()), features);
      }
    }
    return writing.names();
  }

  private static List<String> known() {
    Stream<String> written =
        NetworkFormat.all().stream()
            .filter(format -> format.writer().isPresent())
            .map(NetworkFormat::name);
    return Stream.concat(Stream.of(ONNX), written).toList();
  }

  /** Of formats but ONNX, which has files of its own. */
  private static Optional<NetworkWriter> writer(String format) {
    return NetworkFormat.all().stream()
        .filter(known -> known.name().equals(format))
        .findFirst()
        .flatMap(NetworkFormat::writer);
  }

  /** Some rows from anywhere in a table, on the driver: one pass for all files. */
  private Dataset<Row> sample(Dataset<Row> rows) {
    return Described.job(
        rows.sparkSession().sparkContext(),
        "draw rows to compare on",
        "draw rows",
        () ->
            rows.sparkSession()
                .createDataFrame(
                    rows.orderBy(functions.rand(SEED)).limit(sampleRows).collectAsList(),
                    rows.schema()));
  }

  /** The stages that make the features. */
  private static PipelineModel before(DropoutModel network, PipelineModel pipeline) {
    List<Transformer> stages = Arrays.asList(pipeline.stages());
    return new PipelineModel(
        Identifiable.randomUID("pipeline"),
        stages.subList(0, stages.indexOf(network.transformer())));
  }

  private void save(Writing writing, String name, ModelExport export, Optional<Dataset<Row>> rows)
      throws IOException {
    rows.ifPresent(export::verifiedOn);
    Verification verification =
        Described.job(
            SparkSession.active().sparkContext(),
            "compare " + name,
            "score a sample of rows",
            () -> export.sampleRows(sampleRows).save(writing.output().file(name).toString()));
    writing.console().say(name + " agrees: " + verification);
    writing.names().add(name);
  }

  /** What is written where, and told to whom. */
  private record Writing(StagedOutput output, JobConsole console, List<String> names) {}
}
