package dev.stanchion.nats.snapshot;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param total the length of the whole list
 */
public record Page<T>(List<T> items, int total) {
    public Page {
        items = List.copyOf(items);
    }
}
