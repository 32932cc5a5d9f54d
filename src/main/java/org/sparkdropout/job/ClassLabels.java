package org.sparkdropout.job;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.prepare.LabelIndex;
import org.sparkdropout.prepare.PreparedNames;

/** Labels that are classes: numbered by an index, unless they are class numbers already. */
record ClassLabels(String users, LabelIndex index) implements Labels {
  @Override
  public String column(String name) {
    return index.texts().isPresent() ? PreparedNames.LABEL : name;
  }

  @Override
  public Optional<List<String>> texts() {
    return index.texts();
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> table, String output) {
    return index.apply(table, output);
  }

  @Override
  public Column usable(Dataset<Row> table) {
    if (index.texts().isPresent()) {
      return text(table).isNotNull();
    }
    Column number = functions.col(QuotingUtils.quoteIdentifier(users)).cast(DataTypes.DoubleType);
    return number.isNotNull().and(functions.not(functions.isnan(number)));
  }

  @Override
  public Column text(Dataset<Row> table) {
    return index.text(table);
  }

  @Override
  public Optional<String> unseen(Dataset<Row> table) {
    return index.unseen(table);
  }
}
