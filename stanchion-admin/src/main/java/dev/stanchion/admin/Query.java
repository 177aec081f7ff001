package dev.stanchion.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a request; only those that are set. Immutable. */
record Query(Map<String, Object> parameters) {
    static final Query NONE = new Query(Map.of());

    Query {
        parameters = Map.copyOf(parameters);
    }

    Query with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Query(more);
    }
}
