package dev.stanchion.test.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.http.Json;
import dev.stanchion.test.TestBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The port for commands, on loopback, for whoever has the token. Each command has a thread, because
 * some wait. Safe for use by many threads.
 */
final class ControlPort implements AutoCloseable {
    private static final String ROOT = "/api/v1/test/";
    private static final int TOKEN_CHARACTERS = 32;
    private static final int MOST_BODY_BYTES = 2 * 1024 * 1024;
    private static final int OK = 200;
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;

    /** An await that has failed, with its text. */
    private static final int EXPECTATION_FAILED = 417;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Controls controls;
    private final String token = new SecureEntropy().token(TOKEN_CHARACTERS);

    private ControlPort(HttpServer server, TestBroker broker) {
        this.server = server;
        this.controls = new Controls(broker);
    }

    static ControlPort open(TestBroker broker) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ControlPort port = new ControlPort(server, broker);
        server.createContext(ROOT, port::answer);
        server.setExecutor(port.threads);
        server.start();
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/test";
    }

    String token() {
        return token;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAllowed(exchange)) {
                send(exchange, FORBIDDEN, problem("the token is missing or wrong"));
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
            if (body.length > MOST_BODY_BYTES) {
                send(exchange, TOO_LARGE, problem("the message has more than 2 MiB"));
                return;
            }
            String query = exchange.getRequestURI().getRawQuery();
            String path = exchange.getRequestURI().getPath().substring(ROOT.length());
            carryOut(
                    exchange,
                    Question.of(
                            path,
                            query == null ? "" : query,
                            new String(body, StandardCharsets.UTF_8)));
        }
    }

    private void carryOut(HttpExchange exchange, Question question) throws IOException {
        String answer;
        try {
            answer = controls.answer(question);
        } catch (AssertionError failed) {
            send(exchange, EXPECTATION_FAILED, problem(String.valueOf(failed.getMessage())));
            return;
        } catch (RuntimeException e) {
            send(exchange, BAD, problem(String.valueOf(e.getMessage())));
            return;
        }
        send(exchange, OK, answer);
    }

    private boolean isAllowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static String problem(String text) {
        return Json.object(out -> out.writeStringProperty("error", text));
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
