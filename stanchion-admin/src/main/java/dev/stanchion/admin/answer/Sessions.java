package dev.stanchion.admin.answer;

import java.util.List;

/** The sessions of browsers. Immutable. */
public record Sessions(List<SessionInfo> items, long total) {
    public Sessions {
        items = List.copyOf(items);
    }
}
