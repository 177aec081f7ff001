package dev.stanchion.admin.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the HTTP API of a server, and returns the answers as they are. Safe for use by
 * many threads.
 */
public final class ApiClient {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER_BYTES = 256 * 1024 * 1024;

    private final MonitoringAddress server;
    private final String authorization;
    private final HttpClient http;
    private final Duration patience;

    /**
     * @param authorization the value of the header; empty for none
     */
    public ApiClient(MonitoringAddress server, String authorization) {
        this(
                server,
                authorization,
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build(),
                PATIENCE);
    }

    /**
     * @param authorization the value of the header; empty for none
     * @param patience how long an answer may take
     */
    public ApiClient(
            MonitoringAddress server, String authorization, HttpClient http, Duration patience) {
        this.server = server;
        this.authorization = authorization;
        this.http = http;
        this.patience = patience;
    }

    /**
     * A request.
     *
     * @param path below {@code /api/v1}, with its query
     * @param body JSON; empty for none
     */
    public record Request(String method, String path, String body) {
        /** Returns a request that changes nothing. */
        public static Request get(String path) {
            return new Request("GET", path, "");
        }

        /** Returns the request that only plans the change. */
        public Request asDryRun() {
            return new Request(
                    method, path + (path.contains("?") ? "&" : "?") + "dry_run=true", body);
        }
    }

    /** The answer, successful or not. */
    public record Answer(int status, HttpHeaders headers, String text) {
        /** Makes an answer without headers. */
        public Answer(int status, String text) {
            this(status, HttpHeaders.of(Map.of(), (name, value) -> true), text);
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Returns the value of a header; empty if there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** Returns a name as a part of a path or of a query. */
    public static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    /** Returns the header for a user and a password with a colon in between. */
    public static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param state in {@code If-Match}; null for none
     * @throws IOException if there is no answer, with a text for the user
     */
    public Answer send(Request request, @Nullable String state) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(server.of(request.path()))
                        .timeout(patience)
                        .header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        if (state != null) {
            builder.header("If-Match", state.equals("*") ? "*" : "\"" + state + "\"");
        }
        if (!request.method().equals("GET")) {
            builder.header("Content-Type", "application/json");
        }
        builder.method(
                request.method(),
                request.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(request.body()));
        return answer(builder.build());
    }

    /** An answer of bytes, or the text of a problem. */
    public record Binary(int status, HttpHeaders headers, ByteBuffer body) {
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Returns the value of a header; empty if there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** Returns the answer as text. */
        public Answer asText() {
            return new Answer(status, headers, UTF_8.decode(body.duplicate()).toString());
        }
    }

    /**
     * Fetches bytes.
     *
     * @param path below {@code /api/v1}, with its query
     * @throws IOException if there is no answer, with a text for the user
     */
    public Binary bytes(String path) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.of(path)).timeout(patience);
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        HttpResponse<InputStream> response = sent(builder.build());
        return new Binary(
                response.statusCode(), response.headers(), ByteBuffer.wrap(body(response)));
    }

    /**
     * Fetches a page that everybody may see.
     *
     * @throws IOException if there is no answer, with a text for the user
     */
    public Answer page(String path) throws IOException {
        return answer(HttpRequest.newBuilder(server.page(path)).timeout(patience).build());
    }

    /** A stream of events that is open. */
    public record Events(int status, InputStream content) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /**
     * Opens a stream of events.
     *
     * @param lastEventId of the last event that is known; empty for none
     * @throws IOException if there is no answer, with a text for the user
     */
    public Events open(String path, String lastEventId) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(server.of(path)).header("Accept", "text/event-stream");
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        if (!lastEventId.isEmpty()) {
            builder.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = sent(builder.build());
        return new Events(response.statusCode(), response.body());
    }

    private Answer answer(HttpRequest request) throws IOException {
        HttpResponse<InputStream> response = sent(request);
        return new Answer(
                response.statusCode(), response.headers(), new String(body(response), UTF_8));
    }

    private static byte[] body(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES);
            if (bytes.length == MAX_ANSWER_BYTES) {
                throw new IOException(
                        "the answer has %d bytes or more".formatted(MAX_ANSWER_BYTES));
            }
            return bytes;
        }
    }

    private HttpResponse<InputStream> sent(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            // An exception of a connection that was refused has no text.
            throw e.getMessage() == null ? new IOException("no connection", e) : e;
        }
    }
}
