package org.sparkdropout.ml.param;

import org.apache.spark.ml.param.Params;

/** What holds its params in groups. */
public interface GroupedParams extends Params {
  /** {@return the params of this object} */
  ParamGroups paramGroups();
}
