package dev.stanchion.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer over HTTP. Immutable. */
public final class Reply {
    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private final @Nullable EventStream stream;

    private Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, null);
    }

    private Reply(
            int status,
            String contentType,
            byte[] body,
            Map<String, String> headers,
            @Nullable EventStream stream) {
        this.stream = stream;
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Returns an answer of text.
     *
     * @param contentType the value of the header; empty for an answer without content
     */
    public static Reply of(
            int status, String contentType, String body, Map<String, String> headers) {
        return new Reply(status, contentType, body.getBytes(UTF_8), headers);
    }

    /** Returns JSON. */
    public static Reply json(int status, String json) {
        return of(status, "application/json", json, Map.of());
    }

    /** Returns an answer of bytes, which the caller does not change afterwards. */
    public static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, contentType, body, Map.of());
    }

    /** Returns an answer without content. */
    public static Reply empty(int status) {
        return of(status, "", "", Map.of());
    }

    /** Returns an answer of events, as in the HTML standard: {@code text/event-stream}. */
    public static Reply events(EventStream stream) {
        return new Reply(
                200, "text/event-stream", new byte[0], Map.of("X-Accel-Buffering", "no"), stream);
    }

    /** Returns the content that comes bit by bit; empty if all of it is the body. */
    public Optional<EventStream> stream() {
        return Optional.ofNullable(stream);
    }

    /** Returns this answer with one more header, or with another value of it. */
    public Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more, stream);
    }

    /** Returns this answer with other bytes. */
    public Reply withBody(byte[] other) {
        return new Reply(status, contentType, other, headers, stream);
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the number of bytes of the body. */
    public int length() {
        return body.length;
    }

    /** Returns a copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** Writes the body. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(body);
    }

    /** Returns the body as text. */
    public String text() {
        return new String(body, UTF_8);
    }
}
