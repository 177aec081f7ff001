package dev.stanchion.server.monitoring;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request for a page. Immutable.
 *
 * @param path the path as the client sent it, without the query: {@code /streaming/serverz}
 * @param query the query as the client sent it, without the question mark
 * @param parameters the parameters of the query; the first value of each
 */
public record PageRequest(String path, String query, Map<String, String> parameters) {
    private static final int MAX_PARAMETERS = 64;

    public PageRequest {
        parameters = Map.copyOf(parameters);
    }

    /** Creates a request without the text of its query. */
    public PageRequest(String path, Map<String, String> parameters) {
        this(path, "", parameters);
    }

    /** Reads a request target. An invalid query has no parameters. */
    static PageRequest of(String target) {
        int query = target.indexOf('?');
        if (query < 0) {
            return new PageRequest(target, Map.of());
        }
        return new PageRequest(
                target.substring(0, query), target.substring(query + 1), parametersOf(target));
    }

    private static Map<String, String> parametersOf(String target) {
        Map<String, String> first = new LinkedHashMap<>();
        try {
            QueryStringDecoder decoder =
                    QueryStringDecoder.builder().maxParams(MAX_PARAMETERS).build(target);
            decoder.parameters().forEach((name, values) -> first.put(name, values.getFirst()));
        } catch (IllegalArgumentException malformed) {
            return Map.of(); // an invalid escape
        }
        return first;
    }

    /** Returns a parameter; empty if it is missing. */
    public String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Returns a parameter as a number, or the default if it is not a number. */
    public int number(String name, int otherwise) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
