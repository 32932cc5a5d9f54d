/**
 * What scoring is to Catalyst, Spark's optimiser: an expression over the features, which Spark
 * prunes and pushes filters past like any other, and a rule that gathers it into an operator on
 * batches of rows. No other column of a table is touched.
 *
 * <p>Contract: an answer has the same bits whether its row is scored in a batch or alone. Plans
 * hold the expressions and operators by reflection and in generated code, which is why these are
 * public.
 *
 * @serial exclude
 */
package org.sparkdropout.catalyst;
