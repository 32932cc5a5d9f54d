package org.sparkdropout.prepare;

import java.util.Map;

/**
 * A fitted encoder.
 *
 * @param model takes raw columns to features
 * @param leftOut the optional columns that are of no use, and why
 */
public record FeatureFit(FeatureEncoderModel model, Map<String, String> leftOut) {}
