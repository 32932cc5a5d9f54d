/**
 * Dropout networks for Apache Spark. The packages below follow the path of the data:
 *
 * <ol>
 *   <li>{@code prepare} turns the columns of a raw table into features.
 *   <li>{@code data} reads and checks the rows and deals them to the shards of the replicas.
 *   <li>{@code train} runs rounds: each replica trains on its shard, then all are averaged. A step
 *       is in {@code optimizer}, on a {@code network} with a {@code head}, thinned by {@code
 *       dropout}, with numbers of {@code random} and products of {@code blas}.
 *   <li>{@code dropout} scales the weights for inference; {@code model} saves the result.
 *   <li>{@code export} writes it for other runtimes: {@code onnx} and {@code dl4j}.
 *   <li>{@code score} gives predictions, within Spark's plans by {@code catalyst}.
 * </ol>
 *
 * <p>Users call {@link org.sparkdropout.ml}, whose estimators share {@code fit}, or the jobs of
 * {@code job}. The page "architecture" tells of all packages.
 */
package org.sparkdropout;
