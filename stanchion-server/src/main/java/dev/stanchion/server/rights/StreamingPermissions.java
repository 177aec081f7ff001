package dev.stanchion.server.rights;

import java.util.List;

/**
 * What a user may do with channels: attached to a user of the NATS server, it makes a streaming
 * user of it. Immutable.
 *
 * @param publish to channels that match one of these; empty means to none
 * @param subscribe to channels that match one of these; empty means to none
 */
public record StreamingPermissions(List<ChannelGlob> publish, List<ChannelGlob> subscribe) {
    public StreamingPermissions {
        publish = List.copyOf(publish);
        subscribe = List.copyOf(subscribe);
    }

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException if one is not valid
     */
    public static StreamingPermissions of(List<String> publish, List<String> subscribe) {
        return new StreamingPermissions(
                publish.stream().map(ChannelGlob::new).toList(),
                subscribe.stream().map(ChannelGlob::new).toList());
    }
}
