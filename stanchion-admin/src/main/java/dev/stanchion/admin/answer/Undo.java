package dev.stanchion.admin.answer;

import java.util.Map;

/** The request that takes a change back. Immutable. */
public record Undo(String method, String path, Map<String, Object> body) {
    public Undo {
        body = Map.copyOf(body);
    }
}
