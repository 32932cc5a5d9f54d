package org.sparkdropout.data;

/** Says how a column gets the type that it must have, to users of jobs and of pipelines. */
final class TypeRemedy {
  private TypeRemedy() {}

  /**
   * A half sentence.
   *
   * @param column its name in the table
   * @param type in a schema, such as DOUBLE
   * @param inPipeline what to do in a pipeline, such as "cast it to double"
   */
  static String of(String column, String type, String inPipeline) {
    return "set input.schema = \"%s %s\" in a job, or %s in a pipeline"
        .formatted(TypeText.inSchema(column), type, inPipeline);
  }
}
