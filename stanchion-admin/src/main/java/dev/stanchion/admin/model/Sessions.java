package dev.stanchion.admin.model;

import java.util.List;

/** The sessions of browsers. Immutable. */
public record Sessions(List<SessionInfo> items, long total) {
    public Sessions {
        items = List.copyOf(items);
    }
}
