package dev.stanchion.admin.model;

import java.util.List;

/** A channel with its lasting positions. Immutable. */
public record ChannelDefinition(String name, List<PositionDefinition> positions) {
    public ChannelDefinition {
        positions = List.copyOf(positions);
    }
}
