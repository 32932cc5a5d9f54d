package org.sparkdropout.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records what is asked of an MLflow server, and gives the answers that runs need. {@code
 * .ci/history} asks the real one.
 */
final class MlflowServerStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request: its method and path, its header that shows who asks, and its body. */
  record Request(String call, String authorization, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  private MlflowServerStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  static MlflowServerStandIn start() throws IOException {
    return new MlflowServerStandIn();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers all further requests with a status. */
  void answerWith(int other) {
    status = other;
  }

  /** What was asked, by the end of the path. */
  List<Request> requests(String end) {
    return requests.stream().filter(request -> request.call().endsWith(end)).toList();
  }

  List<String> calls() {
    return requests.stream().map(Request::call).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(new Request(call, authorization, asked));
    byte[] body = body(call).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String body(String call) {
    if (status != 200) {
      return "{\"error_code\": \"X\", \"message\": \"not now\"}";
    } else if (call.endsWith("experiments/get-by-name")) {
      return "{\"experiment\": {\"experiment_id\": \"7\", \"lifecycle_stage\": \"active\"}}";
    } else if (call.endsWith("runs/create")) {
      return "{\"run\": {\"info\": {\"run_id\": \"run%d\", \"artifact_uri\": \"mlflow-artifacts:/7/run/artifacts\"}}}"
          .formatted(requests("runs/create").size());
    }
    return "{}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
