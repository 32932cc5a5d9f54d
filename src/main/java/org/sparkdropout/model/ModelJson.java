package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** What a model knows of itself as JSON text, for files of other formats. */
public final class ModelJson {
  private ModelJson() {}

  /**
   * Writes where a model is from.
   *
   * @param provenance of the model
   * @return as {@code provenance.json} has it
   */
  public static String write(Provenance provenance) {
    return text(Json.bytes(ProvenanceJson.write(provenance)));
  }

  /**
   * Writes how a model was trained.
   *
   * @param summary of the model
   * @return as {@code summary.json} has it
   */
  public static String write(TrainingSummary summary) {
    return text(Json.bytes(SummaryJson.write(summary)));
  }

  /**
   * Reads where a model is from.
   *
   * @param json what {@link #write(Provenance)} gave
   * @return the provenance
   * @throws IllegalArgumentException if it is none
   */
  public static Provenance provenance(String json) {
    return read(json, ProvenanceJson::read);
  }

  /**
   * Reads how a model was trained.
   *
   * @param json what {@link #write(TrainingSummary)} gave
   * @return the summary
   * @throws IllegalArgumentException if it is none
   */
  public static TrainingSummary summary(String json) {
    return read(json, SummaryJson::read);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static <T> T read(String json, Function<JsonNode, T> read) {
    try {
      return read.apply(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("no time: " + e.getMessage(), e);
    }
  }
}
