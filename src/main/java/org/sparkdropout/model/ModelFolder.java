package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.data.FloatBytes;

/**
 * The folder of a model: {@code network.json}, {@code weights.bin}, {@code summary.json} and {@code
 * provenance.json}.
 *
 * <p>{@code network.json} is written last, so a folder without it was never finished.
 */
public final class ModelFolder {
  /** The file that every whole model has. */
  public static final String NETWORK = "network.json";

  private static final String WEIGHTS = "weights.bin";
  private static final String SUMMARY = "summary.json";
  private static final String PROVENANCE = "provenance.json";

  private final CheckedFiles files;

  /**
   * Names a folder; touches nothing yet.
   *
   * @param path on any file system that Hadoop knows
   * @param configuration of Hadoop
   */
  public ModelFolder(String path, Configuration configuration) {
    this.files = new CheckedFiles(new Path(path), configuration);
  }

  /**
   * Writes a model's files.
   *
   * @param model what to write
   * @throws IOException if the file system refuses
   */
  public void write(ExportedModel model) throws IOException {
    float[] parameters = model.network().parameters();
    Map<String, Manifest.Entry> entries = new TreeMap<>();
    entries.put(WEIGHTS, files.write(WEIGHTS, out -> FloatBytes.write(parameters, out)));
    byte[] summary = Json.bytes(SummaryJson.write(model.summary()));
    entries.put(SUMMARY, files.write(SUMMARY, out -> out.write(summary)));
    byte[] provenance = Json.bytes(ProvenanceJson.write(model.provenance()));
    entries.put(PROVENANCE, files.write(PROVENANCE, out -> out.write(provenance)));
    byte[] manifest = Json.bytes(ManifestJson.write(model.network(), entries));
    files.write(NETWORK, out -> out.write(manifest));
  }

  /**
   * Reads a model's files and checks them.
   *
   * @return the model
   * @throws ModelFormatException if the folder is not there, is no model, is of a newer version, or
   *     a file has another size or checksum than when it was saved
   * @throws IOException if the file system fails
   */
  public ExportedModel read() throws IOException {
    files.require(NETWORK);
    byte[] json = files.readUnchecked(NETWORK);
    Manifest manifest =
        parsed(NETWORK, () -> ManifestJson.read(Json.parse(json), files.name(NETWORK)));
    float[] weights = readWeights(manifest);
    return new ExportedModel(
        parsed(NETWORK, () -> manifest.network().with().apply(weights)),
        readJson(manifest, SUMMARY, SummaryJson::read),
        readJson(manifest, PROVENANCE, ProvenanceJson::read));
  }

  private float[] readWeights(Manifest manifest) throws IOException {
    UnweightedNetwork network = manifest.network();
    Manifest.Entry entry = entry(manifest, WEIGHTS);
    long size = WeightBytes.size(network.parameters());
    if (entry.bytes() != size) {
      throw new ModelFormatException(
          "%s must state %d bytes for %s, as its network is %s. It states %d. Copy or save the model again"
              .formatted(files.name(NETWORK), size, WEIGHTS, network.shape(), entry.bytes()));
    }
    return files.read(WEIGHTS, entry, in -> FloatBytes.read(in, network.parameters()));
  }

  private <T> T readJson(Manifest manifest, String name, Function<JsonNode, T> read)
      throws IOException {
    byte[] json = files.readJson(name, entry(manifest, name));
    return parsed(name, () -> read.apply(Json.parse(json)));
  }

  private Manifest.Entry entry(Manifest manifest, String name) {
    Manifest.Entry entry = manifest.files().get(name);
    if (entry == null) {
      throw new ModelFormatException(
          "%s must list %s. It lists only %s. Copy or save the model again"
              .formatted(files.name(NETWORK), name, manifest.files().keySet()));
    }
    return entry;
  }

  private <T> T parsed(String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new ModelFormatException(
          "%s must be as the model format says. It is not: %s. Copy or save the model again"
              .formatted(files.name(name), e.getMessage()),
          e);
    }
  }
}
