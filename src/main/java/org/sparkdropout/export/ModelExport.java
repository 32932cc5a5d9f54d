package org.sparkdropout.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.fit.NetworkFormat;
import org.sparkdropout.fit.NetworkWriter;
import org.sparkdropout.ml.DropoutModel;

/**
 * Writes a model as a file of another runtime.
 *
 * <pre>{@code
 * ModelExport.onnx(model).verifiedOn(rows).save("models/digits.onnx");
 * }</pre>
 *
 * <p>What was written is read again, run in its runtime and compared with what the model answers to
 * the same rows. Where they differ, no file is left. Needs an active Spark session. Not
 * thread-safe.
 */
public final class ModelExport {
  private static final int ROWS = 1000;

  private final Function<Optional<StructType>, Target> form;
  private Optional<Dataset<Row>> rows = Optional.empty();
  private int count = ROWS;
  private boolean overwrites;

  ModelExport(Function<Optional<StructType>, Target> form) {
    this.form = form;
  }

  /**
   * A network as ONNX. Takes a matrix of floats (rows, features) named as the features column, and
   * gives outputs named as the model's columns. Of a classifier: logits and probabilities (rows,
   * classes) and classes (rows). Of a regressor: predictions in the label's units, doubles (rows),
   * or (rows, numbers) where the label is a vector; and the quantiles (rows, quantiles) in
   * ascending order, if it has some.
   *
   * @param model the network
   * @return an export to be saved
   */
  public static ModelExport onnx(DropoutModel model) {
    return new ModelExport(schema -> new NetworkOnnx(model, false));
  }

  /**
   * A network as ONNX with Dropout nodes, to train on elsewhere. They do nothing until the input
   * {@code training_mode} is true. A regressor has the output {@code scores} too, floats (rows,
   * outputs): its numbers in the standardised units that its loss is computed in.
   *
   * @param model the network
   * @return an export to be saved, which is refused if the model was trained with Gaussian noise
   */
  public static ModelExport onnxForTraining(DropoutModel model) {
    return new ModelExport(schema -> new NetworkOnnx(model, true));
  }

  /**
   * A whole pipeline as ONNX, from raw columns to predictions. Takes one matrix (rows, 1) for each
   * raw column: doubles for numbers, NaN being a missing one, and text for categories, the empty
   * text being a missing one; and (rows, width) for a column of vectors. Gives what a network
   * gives, and the text of the predicted label if the pipeline does.
   *
   * @param pipeline with a network; all stages must have an ONNX form
   * @return an export to be saved, which is refused if a stage has no ONNX form
   */
  public static ModelExport onnx(PipelineModel pipeline) {
    return new ModelExport(schema -> new PipelineOnnx(pipeline, schema));
  }

  /**
   * A network as a zip file of DL4J, which {@code ModelSerializer.restoreMultiLayerNetwork} reads.
   * A network of our own engine has the dropout of its training there, which drops in DL4J's
   * training alone, and an updater with the learning rate and momentum. A network of DL4J has no
   * dropout. A regressor answers in the label's units there, by weights of its last layer that take
   * the scale in; quantiles may cross there, as DL4J has no layer that sorts.
   *
   * @param model the network
   * @return an export to be saved
   */
  public static ModelExport dl4j(DropoutModel model) {
    return of(model, NetworkFormat.named("dl4j").writer().orElseThrow());
  }

  /**
   * A network as a file of the runtime of a format.
   *
   * @param model the network
   * @param writer of the format
   * @return an export to be saved
   */
  public static ModelExport of(DropoutModel model, NetworkWriter writer) {
    return new ModelExport(schema -> new NetworkOfRuntime(model, writer));
  }

  /**
   * Chooses the table to compare on. Without one, rows are made of random numbers.
   *
   * @param table for a network with its features column, for a pipeline with its raw columns
   * @return this
   */
  public ModelExport verifiedOn(Dataset<Row> table) {
    this.rows = Optional.of(table);
    return this;
  }

  /**
   * How many rows to compare on, at most.
   *
   * @param count at least 1; 1,000 by default
   * @return this
   * @throws IllegalArgumentException if it is less
   */
  public ModelExport sampleRows(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("sampleRows must be at least 1. Provided value: " + count);
    }
    this.count = count;
    return this;
  }

  /**
   * Replaces a file that is there.
   *
   * @return this
   */
  public ModelExport overwrite() {
    this.overwrites = true;
    return this;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param path on any file system that Hadoop knows
   * @return how it was compared
   * @throws ExportException if the runtime answers otherwise than the model
   * @throws IllegalArgumentException if the model has no form of this kind
   * @throws FileAlreadyExistsException if there is such a file, which is not to be replaced
   * @throws IOException if the file system refuses
   */
  public Verification save(String path) throws IOException {
    Path place = new Path(path);
    Configuration hadoop = SparkSession.active().sparkContext().hadoopConfiguration();
    FileSystem files = place.getFileSystem(hadoop);
    if (files.exists(place) && !overwrites) {
      throw new FileAlreadyExistsException(
          "There must be no file yet. Provided path: %s. Name another, or set overwrite"
              .formatted(place));
    }
    Path staging = place.suffix(".tmp-" + UUID.randomUUID().toString().substring(0, 8));
    Target target = form.apply(rows.map(Dataset::schema));
    try {
      write(files, staging, target.bytes());
      Verification verification = verify(target, place.getName(), read(files, staging));
      moveTo(files, staging, place);
      return verification;
    } finally {
      files.delete(staging, false);
    }
  }

  private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(path, false)) {
      out.write(bytes);
    }
  }

  private static byte[] read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  private Verification verify(Target target, String name, byte[] written) {
    Sample sample = target.sample(rows, count);
    if (sample.answers().stream().noneMatch(Sample.Answer::isGiven)) {
      throw new ExportException(
          "An export must be compared on rows. The table has none that the model scores. No file was kept: give another table, or none");
    }
    Agreement agreement = target.agreement(name);
    double largest = 0;
    for (Map<String, Object> inputs : sample.spellings()) {
      largest =
          Math.max(largest, agreement.check(sample.answers(), target.answers(written, inputs)));
    }
    return new Verification(sample.answers().size(), sample.madeUp(), largest);
  }

  private void moveTo(FileSystem files, Path staging, Path place) throws IOException {
    if (overwrites) {
      files.delete(place, false);
    }
    if (!files.rename(staging, place)) {
      throw new IOException("Cannot rename " + staging + " to " + place);
    }
  }
}
