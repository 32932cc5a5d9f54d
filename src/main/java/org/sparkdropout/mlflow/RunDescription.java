package org.sparkdropout.mlflow;

import java.util.Map;

/**
 * What is said of a run when it begins.
 *
 * @param name of the run, for people to read
 * @param params its settings
 * @param tags what else is known of it
 */
public record RunDescription(String name, Map<String, String> params, Map<String, String> tags) {}
