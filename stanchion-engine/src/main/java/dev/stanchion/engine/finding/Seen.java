package dev.stanchion.engine.finding;

import java.util.List;

/** What a shard has seen in its channels. Immutable. */
public record Seen(List<Finding> found, List<NearMisses.Side> sides) {
    public Seen {
        found = List.copyOf(found);
        sides = List.copyOf(sides);
    }
}
