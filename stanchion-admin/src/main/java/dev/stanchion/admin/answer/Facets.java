package dev.stanchion.admin.answer;

import java.util.Map;

/** How many parked messages there are of each kind; 100 values at most. Immutable. */
public record Facets(
        Map<String, Long> channels, Map<String, Long> positions, Map<String, Long> reasons) {
    public Facets {
        channels = Map.copyOf(channels);
        positions = Map.copyOf(positions);
        reasons = Map.copyOf(reasons);
    }
}
