package dev.stanchion.server.monitoring;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody wants to see. Immutable.
 *
 * @param path as it was sent, without the query: {@code /streaming/serverz}
 * @param query as it was sent, without the question mark
 * @param parameters of several values, the first
 */
public record PageRequest(String path, String query, Map<String, String> parameters) {
    private static final int MAX_PARAMETERS = 64;

    public PageRequest {
        parameters = Map.copyOf(parameters);
    }

    /** Returns a request whose query nobody looks at as a whole. */
    public PageRequest(String path, Map<String, String> parameters) {
        this(path, "", parameters);
    }

    /** Reads a request target; what is no valid query has no parameters. */
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
            return Map.of(); // an escape that is none
        }
        return first;
    }

    /** Returns a parameter; empty if it is not there. */
    public String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Returns a parameter, or the other number if it is none. */
    public int number(String name, int otherwise) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
