package org.sparkdropout.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.commons.lang3.StringUtils;

/** The REST API of MLflow's tracking server, version 2.0. Thread-safe. */
public final class MlflowServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration UPLOAD = Duration.ofMinutes(10);
  private static final int LONGEST_REASON = 300;

  private final URI address;
  private final Optional<String> authorization;
  private final HttpClient client;

  /**
   * A server; asks it nothing yet.
   *
   * @param address with the scheme http or https; what follows the host stands before {@code /api}
   * @param authorization the value of the header of that name, if the server asks for it
   */
  public MlflowServer(URI address, Optional<String> authorization) {
    this.address = URI.create(StringUtils.stripEnd(address.toString(), "/"));
    this.authorization = authorization;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** {@return the address of the server} */
  URI address() {
    return address;
  }

  /** Asks for something by the name and value of a parameter. */
  JsonNode get(String call, String parameter, String value)
      throws IOException, InterruptedException {
    String query = "?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return answer(request(URI.create(address + API + call + query), ANSWER).GET());
  }

  /** Sends a body, which is written as JSON. */
  JsonNode post(String call, Object body) throws IOException, InterruptedException {
    return answer(
        request(URI.create(address + API + call), ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  /** Uploads a file. */
  void put(URI place, Supplier<InputStream> content, long length)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), length);
    answer(request(place, UPLOAD).header("Content-Type", "application/octet-stream").PUT(body));
  }

  private HttpRequest.Builder request(URI place, Duration timeout) {
    HttpRequest.Builder request = HttpRequest.newBuilder(place).timeout(timeout);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private JsonNode answer(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() / 100 != 2) {
      throw new MlflowException(
          "%s answered %d to %s %s%s"
              .formatted(
                  address,
                  answer.statusCode(),
                  request.method(),
                  request.uri().getPath(),
                  reason(answer.body())),
          answer.statusCode());
    }
    return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  /** The timeout of a request ends with the first byte of its answer, so the whole has one too. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    long seconds = request.timeout().orElse(ANSWER).toSeconds();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new IOException("%s did not answer within %d s".formatted(address, seconds), late);
    } catch (ExecutionException failed) {
      Throwable failure = failed.getCause();
      String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      throw new IOException("%s cannot be reached: %s".formatted(address, reason), failure);
    }
  }

  /** What the server says of an error, which is JSON if it is MLflow that says it. */
  private static String reason(String body) {
    String text = body;
    try {
      text = JSON.readTree(body).path("message").asText(body);
    } catch (IOException noJson) { // A proxy's page, perhaps.
      text = StringUtils.normalizeSpace(body);
    }
    return text.isBlank() ? "" : ": " + StringUtils.abbreviate(text, LONGEST_REASON);
  }
}
