package org.sparkdropout.job;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.ml.RunFigures;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.redact.Redaction;
import org.sparkdropout.train.EpochRecord;

/** Writes the small files of an output folder. */
final class OutputFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a run of job train was and did. */
  static final String PROVENANCE = "provenance.json";

  private OutputFiles() {}

  /** The id of the run that wrote a folder, if its provenance tells. */
  static Optional<String> runId(FileSystem files, Path folder) throws IOException {
    Path provenance = new Path(folder, PROVENANCE);
    if (!files.exists(provenance)) {
      return Optional.empty();
    }
    try (InputStream file = files.open(provenance)) {
      JsonNode id = Json.parse(file.readAllBytes()).path("runId");
      return Optional.of(id.asText()).filter(text -> !text.isEmpty());
    } catch (IllegalArgumentException damaged) { // which does not harm the model
      return Optional.empty();
    }
  }

  /** Writes texts without secrets. */
  static void json(StagedOutput output, String name, Object value) throws IOException {
    try (OutputStream file = output.create(name)) {
      writer(output.redaction()).writeValue(file, value);
      file.write('\n');
    }
  }

  private static ObjectWriter writer(Redaction redaction) {
    StdScalarSerializer<String> text =
        new StdScalarSerializer<>(String.class) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(String text, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(redaction.text(text));
          }
        };
    return JSON.copy()
        .registerModule(new SimpleModule().addSerializer(String.class, text))
        .writerWithDefaultPrettyPrinter()
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** What a model knows of where it is from. */
  static Map<String, Object> fields(Provenance known) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dataFingerprint", known.dataFingerprint());
    fields.put("trainingRows", known.trainingRows());
    fields.put("params", known.settings());
    fields.put("versions", known.versions());
    fields.put("createdAt", known.createdAt().toString());
    return fields;
  }

  static void text(StagedOutput output, String name, String text) throws IOException {
    try (OutputStream file = output.create(name)) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One line an epoch; validation columns are empty where there was none. */
  static void history(StagedOutput output, String name, RunFigures run) throws IOException {
    try (OutputStream file = output.create(name);
        Writer writer = new OutputStreamWriter(file, StandardCharsets.UTF_8)) {
      CsvWriter csv = new CsvWriter(writer, new CsvWriterSettings());
      csv.writeHeaders(
          "epoch",
          "loss",
          run.errorMeasure().key(),
          "validationLoss",
          "validation" + StringUtils.capitalize(run.errorMeasure().key()),
          "learningRate",
          "samplesPerSecond",
          "stepSeconds",
          "averagingSeconds");
      for (EpochRecord epoch : run.history()) {
        csv.writeRow(
            epoch.epoch(),
            epoch.loss(),
            epoch.error(),
            epoch.validation().map(held -> held.loss()).orElse(null),
            epoch.validation().map(held -> held.error()).orElse(null),
            epoch.learningRate(),
            epoch.samplesPerSecond(),
            epoch.stepSeconds(),
            epoch.averagingSeconds());
      }
      csv.flush();
    }
  }
}
