package dev.stanchion.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.admin.AdminException.Kind;
import dev.stanchion.admin.answer.Problem;
import dev.stanchion.admin.json.JsonText;
import dev.stanchion.admin.json.Records;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the API, and tells what it answers or why not. Safe for use by many threads.
 */
final class Transport {
    /** Larger than any answer: a page of messages has at most 16 MiB, in Base64. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    /** A state that lets a change be made whatever the state is. */
    static final String ANY_STATE = "*";

    private final HttpClient http;
    private final String base;
    private final String authorization;
    private final Duration timeout;

    Transport(HttpClient http, URI monitoring, String authorization, Duration timeout) {
        this.http = http;
        this.base = monitoring.toString().replaceAll("/+$", "") + "/api/v1";
        this.authorization = authorization;
        this.timeout = timeout;
    }

    /** A successful answer. */
    static final class Answer {
        private final int status;
        private final byte[] bytes;
        private final Optional<String> next;

        private Answer(int status, byte[] bytes, Optional<String> next) {
            this.status = status;
            this.bytes = bytes;
            this.next = next;
        }

        int status() {
            return status;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, UTF_8);
        }

        /** Returns where the next page begins, if the API says that in a header. */
        Optional<String> next() {
            return next;
        }
    }

    /** Returns the parts of a path, each percent-encoded: {@code /channels/tickets%3Acreated}. */
    static String path(Object... parts) {
        StringBuilder path = new StringBuilder();
        for (Object part : parts) {
            path.append('/').append(encoded(part.toString()));
        }
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String withQuery(String path, Map<String, ?> query) {
        return query.isEmpty()
                ? path
                : path
                        + query.entrySet().stream()
                                .map(each ->
                                        each.getKey() + "=" + encoded(each.getValue().toString()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    <T> T get(Class<T> type, String path, Map<String, ?> query) {
        return read(type, path, getBytes(path, query).text());
    }

    <T> T get(Class<T> type, String path) {
        return get(type, path, Map.of());
    }

    Answer getBytes(String path, Map<String, ?> query) {
        String target = withQuery(path, query);
        return answer("GET " + target, request(target).timeout(timeout).GET().build());
    }

    /**
     * Sends a request that changes something.
     *
     * @param state that must hold, {@link #ANY_STATE}, or empty where the API asks for none
     */
    Answer send(
            String method, String path, Map<String, ?> query, Map<String, ?> body, String state) {
        String target = withQuery(path, query);
        HttpRequest.Builder request =
                request(target)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(JsonText.of(body)));
        if (!state.isEmpty()) {
            request.header("If-Match", state.equals(ANY_STATE) ? state : '"' + state + '"');
        }
        return answer(method + " " + target, request.build());
    }

    /** Opens a stream of events. */
    InputStream open(String path, Map<String, ?> query, String lastEventId) {
        String target = withQuery(path, query);
        HttpRequest.Builder request = request(target).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = sent("GET " + target, request.build());
        if (response.statusCode() != 200) {
            throw refused("GET " + target, response.statusCode(), bytes(target, response));
        }
        return response.body();
    }

    <T> T read(Class<T> type, String path, String text) {
        try {
            return Records.read(type, JsonText.object(text));
        } catch (IllegalArgumentException e) {
            throw malformed(path, e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(String target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private Answer answer(String what, HttpRequest request) {
        HttpResponse<InputStream> response = sent(what, request);
        byte[] bytes = bytes(what, response);
        if (response.statusCode() / 100 != 2) {
            throw refused(what, response.statusCode(), bytes);
        }
        return new Answer(
                response.statusCode(), bytes, response.headers().firstValue("Stanchion-Next"));
    }

    private HttpResponse<InputStream> sent(String what, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException(Kind.INTERRUPTED, what + ": interrupted", null, e);
        } catch (HttpTimeoutException e) {
            throw new AdminException(
                    Kind.NO_ANSWER,
                    "%s: %s has not answered within %s. Look whether the server is overloaded, or"
                                    .formatted(what, base, timeout)
                            + " give the builder a longer timeout",
                    null,
                    e);
        } catch (IOException e) {
            throw noAnswer(what, e);
        }
    }

    private AdminException noAnswer(String what, IOException cause) {
        String why = cause.getMessage() == null ? "no connection" : cause.getMessage();
        return new AdminException(
                Kind.NO_ANSWER,
                "%s: %s does not answer: %s. Start the server with a monitoring port (-m 8222), and"
                                .formatted(what, base, why)
                        + " give its URL",
                null,
                cause);
    }

    private byte[] bytes(String what, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw malformed(what, "it has more than " + MOST_BYTES + " bytes", null);
            }
            return bytes;
        } catch (IOException e) {
            throw noAnswer(what, e);
        }
    }

    private AdminException refused(String what, int status, byte[] body) {
        try {
            Problem problem = Records.read(Problem.class, JsonText.object(new String(body, UTF_8)));
            if (!problem.detail().isEmpty()) {
                return AdminException.of(what, status, problem);
            }
        } catch (IllegalArgumentException e) {
            return malformed(what, "status " + status + ", " + e.getMessage(), e);
        }
        return malformed(what, "status " + status, null);
    }

    private AdminException malformed(String what, @Nullable String why, @Nullable Throwable cause) {
        return new AdminException(
                Kind.MALFORMED,
                "%s: the answer of %s is not one of the API: %s. Give the URL of a server's monitoring"
                                .formatted(what, base, why)
                        + " port",
                null,
                cause);
    }
}
