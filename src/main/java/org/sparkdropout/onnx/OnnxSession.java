package org.sparkdropout.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparkdropout.model.ModelFormatException;

/**
 * A model in ONNX Runtime, on one thread of the CPU. Close it: it lives outside Java's heap.
 *
 * <p>Not thread-safe.
 */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;

  private OnnxSession(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads a model.
   *
   * @param model the bytes of an ONNX file
   * @return a session
   * @throws ModelFormatException if ONNX Runtime refuses the model
   * @throws IllegalStateException if there is no ONNX Runtime for this platform
   */
  public static OnnxSession open(byte[] model) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // Lower levels print that training_mode is no constant, which is its purpose.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return new OnnxSession(environment, environment.createSession(model, options));
    } catch (OrtException e) {
      throw new ModelFormatException(
          "ONNX Runtime must be able to load the model. It says: %s".formatted(e.getMessage()), e);
    }
  }

  /**
   * Loads ONNX Runtime, so that its absence shows before there is work to lose.
   *
   * @throws IllegalStateException if there is none for this platform
   */
  public static void requireRuntime() {
    environment();
  }

  private static OrtEnvironment environment() {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false); // which its builds for Windows would send
      return environment;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime must let telemetry be switched off", e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "ONNX Runtime must load: what is exported is compared with the model in it. It does not: %s. Export on a platform that the jar was built for, or leave onnx out of the formats"
              .formatted(e),
          e);
    }
  }

  /**
   * Runs the model.
   *
   * @param inputs by name: arrays of float, double, long or String, with rows first, or single
   *     values
   * @return the outputs by name, as Java arrays
   * @throws ModelFormatException if an input is missing, has the wrong shape, or a node fails
   */
  public Map<String, Object> run(Map<String, Object> inputs) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Object> input : inputs.entrySet()) {
        tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
      }
      return outputs(tensors);
    } catch (OrtException e) {
      throw new ModelFormatException(
          "ONNX Runtime must be able to run the model. It says: %s".formatted(e.getMessage()), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Object> outputs(Map<String, OnnxTensor> inputs) throws OrtException {
    Map<String, Object> outputs = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), output.getValue().getValue());
      }
    }
    return outputs;
  }

  /**
   * What the model says of itself.
   *
   * @return by key
   */
  public Map<String, String> metadata() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException("A loaded model must have metadata", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("A session must close", e);
    }
  }
}
