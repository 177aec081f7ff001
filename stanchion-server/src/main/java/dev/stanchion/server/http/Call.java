package dev.stanchion.server.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request to the API. Immutable. */
public final class Call {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Peer peer;

    /**
     * Where a call comes from.
     *
     * @param address the address of the other end of the connection, without the port
     * @param isEncrypted whether the connection has TLS
     */
    public record Peer(String address, boolean isEncrypted) {}

    /**
     * @param target the path and the query as the client sent them
     * @param headers the values of each header in their order; the case of a name does not matter
     * @param body the caller does not change it afterwards
     */
    public Call(
            String method,
            String target,
            Map<String, List<String>> headers,
            byte[] body,
            Peer peer) {
        this.method = method;
        this.target = target;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
        this.body = body;
        this.peer = peer;
    }

    /** Returns the method in the case of the client: methods are case-sensitive. */
    public String method() {
        return method;
    }

    /** Returns whether the method changes nothing by its definition. */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Returns the path as the client sent it, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns the query as the client sent it, without the question mark. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Returns all values of a header. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Returns the media type of the body in lower case, without parameters; empty if none. */
    public String mediaType() {
        String value = header("Content-Type").orElse("");
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns whether there is a body. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /** Opens the body. */
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    public Peer peer() {
        return peer;
    }
}
