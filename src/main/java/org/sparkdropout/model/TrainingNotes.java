package org.sparkdropout.model;

import java.io.Serializable;

/**
 * The summary and the provenance of a model, as the JSON of its folder. So a model carries them
 * wherever it is sent.
 *
 * <p>A class of arrays rather than a record: Kryo cannot read records.
 */
public final class TrainingNotes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As {@code summary.json} of a model folder. */
  private final byte[] summary;

  /** As {@code provenance.json} of a model folder. */
  private final byte[] provenance;

  /**
   * Notes down what is known of a model.
   *
   * @param summary how it was trained
   * @param provenance what it was made from and by
   */
  public TrainingNotes(TrainingSummary summary, Provenance provenance) {
    this.summary = Json.bytes(SummaryJson.write(summary));
    this.provenance = Json.bytes(ProvenanceJson.write(provenance));
  }

  /**
   * How the model was trained.
   *
   * @return equal to what was noted
   */
  public TrainingSummary summary() {
    return SummaryJson.read(Json.parse(summary));
  }

  /**
   * What the model was made from and by.
   *
   * @return equal to what was noted
   */
  public Provenance provenance() {
    return ProvenanceJson.read(Json.parse(provenance));
  }
}
