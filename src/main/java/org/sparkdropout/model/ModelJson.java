package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.network.Topology;

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

  /**
   * Writes what dropped in a network.
   *
   * @param dropout of the network
   * @return as {@code network.json} has it
   */
  public static String write(Dropout dropout) {
    ObjectNode node = Json.object();
    DropoutJson.write(dropout, node);
    return text(Json.bytes(node));
  }

  /**
   * Reads what dropped in a network.
   *
   * @param json what {@link #write(Dropout)} gave
   * @param topology of the network
   * @return the dropout
   * @throws IllegalArgumentException if it is none, or of another network
   */
  public static Dropout dropout(String json, Topology topology) {
    return read(json, node -> DropoutJson.read(node, topology));
  }

  /**
   * What a regression network answers, as JSON.
   *
   * @param answer of a network
   * @return the text
   */
  public static String write(NumberAnswer answer) {
    ObjectNode node = Json.object();
    AnswerJson.write(answer, node);
    return text(Json.bytes(node));
  }

  /**
   * Reads what a regression network answers.
   *
   * @param json the text
   * @param outputs of the network
   * @return what {@link #write(NumberAnswer)} was given
   * @throws IllegalArgumentException if it is none of a network of so many outputs
   */
  public static NumberAnswer answer(String json, int outputs) {
    return read(json, node -> AnswerJson.read(node, outputs));
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
