package dev.stanchion.admin.answer;

import java.util.List;

/** The jobs that run, and those that have ended within the last hour. Immutable. */
public record Jobs(List<Job> items, long total) {
    public Jobs {
        items = List.copyOf(items);
    }
}
