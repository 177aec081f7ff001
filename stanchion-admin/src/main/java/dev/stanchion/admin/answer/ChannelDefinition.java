package dev.stanchion.admin.answer;

import java.util.List;

/** A channel with its lasting positions. Immutable. */
public record ChannelDefinition(String name, List<PositionDefinition> positions) {
    public ChannelDefinition {
        positions = List.copyOf(positions);
    }
}
