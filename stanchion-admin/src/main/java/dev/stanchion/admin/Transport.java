package dev.stanchion.admin;

import dev.stanchion.admin.AdminException.Kind;
import dev.stanchion.admin.answer.Problem;
import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.json.JsonText;
import dev.stanchion.admin.json.Records;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns answers of the API into records, and problems into exceptions. */
final class Transport {
    /** A state that lets a change be made whatever the state is. */
    static final String ANY_STATE = "*";

    private static final int OK = 200;
    private static final int MOST_OF_A_PROBLEM = 1024 * 1024;

    private final ApiClient api;

    /** The URL for error texts. */
    private final String server;

    Transport(ApiClient api, String server) {
        this.api = api;
        this.server = server;
    }

    /** One request, which waits for its answer. */
    @FunctionalInterface
    private interface Sending<T> {
        T send() throws IOException;
    }

    /** Returns the parts of a path, each percent-encoded: {@code /channels/tickets%3Acreated}. */
    static String path(Object... parts) {
        StringBuilder path = new StringBuilder();
        for (Object part : parts) {
            path.append('/').append(ApiClient.encoded(part.toString()));
        }
        return path.toString();
    }

    private static String withQuery(String path, Map<String, ?> query) {
        return query.isEmpty()
                ? path
                : path
                        + query.entrySet().stream()
                                .map(each ->
                                        each.getKey()
                                                + "="
                                                + ApiClient.encoded(each.getValue().toString()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    <T> T get(Class<T> type, String path) {
        return get(type, path, Map.of());
    }

    <T> T get(Class<T> type, String path, Map<String, ?> query) {
        return read(type, path, getText(path, query).text());
    }

    /** Returns an answer that is text. */
    ApiClient.Answer getText(String path, Map<String, ?> query) {
        return send(ApiClient.Request.get(withQuery(path, query)), null);
    }

    /** Returns an answer that is bytes. */
    byte[] getBytes(String path) {
        ApiClient.Binary answer = answered("GET " + path, () -> api.bytes(path));
        if (!answer.isSuccess()) {
            throw refused("GET " + path, answer.status(), answer.asText().text());
        }
        byte[] bytes = new byte[answer.body().remaining()];
        answer.body().get(bytes);
        return bytes;
    }

    /**
     * Sends a request that changes something.
     *
     * @param state that must hold, {@link #ANY_STATE}, or null where the API asks for none
     */
    ApiClient.Answer send(
            String method,
            String path,
            Map<String, ?> query,
            Map<String, ?> body,
            @Nullable String state) {
        String text = body.isEmpty() ? "" : JsonText.of(body);
        return send(new ApiClient.Request(method, withQuery(path, query), text), state);
    }

    private ApiClient.Answer send(ApiClient.Request request, @Nullable String state) {
        String what = request.method() + " " + request.path();
        ApiClient.Answer answer = answered(what, () -> api.send(request, state));
        if (!answer.isSuccess()) {
            throw refused(what, answer.status(), answer.text());
        }
        return answer;
    }

    /** Opens a stream of events. */
    EventStream open(String path, Map<String, ?> query, String lastEventId) {
        String target = withQuery(path, query);
        String what = "GET " + target;
        ApiClient.Events events = answered(what, () -> api.open(target, lastEventId));
        if (events.status() != OK) {
            byte[] problem = answered(what, () -> events.content().readNBytes(MOST_OF_A_PROBLEM));
            throw refused(what, events.status(), new String(problem, StandardCharsets.UTF_8));
        }
        return new EventStream(events.content());
    }

    <T> T read(Class<T> type, String path, String text) {
        try {
            return Records.read(type, JsonText.object(text));
        } catch (IllegalArgumentException e) {
            throw malformed(path, e.getMessage(), e);
        }
    }

    private <T> T answered(String what, Sending<T> request) {
        try {
            return request.send();
        } catch (HttpTimeoutException e) {
            throw new AdminException(
                    Kind.NO_ANSWER,
                    "%s: %s has not answered in time. Look whether the server is overloaded, or"
                                    .formatted(what, server)
                            + " give the builder a longer timeout",
                    null,
                    e);
        } catch (IOException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new AdminException(Kind.INTERRUPTED, what + ": interrupted", null, e);
            }
            throw new AdminException(
                    Kind.NO_ANSWER,
                    "%s: %s does not answer: %s. Start the server with a monitoring port (-m 8222),"
                                    .formatted(what, server, e.getMessage())
                            + " and give its URL",
                    null,
                    e);
        }
    }

    private AdminException refused(String what, int status, String body) {
        try {
            Problem problem = Records.read(Problem.class, JsonText.object(body));
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
                "%s: the answer of %s is not one of the API: %s. Give the URL of a server's"
                                .formatted(what, server, why)
                        + " monitoring port",
                null,
                cause);
    }
}
