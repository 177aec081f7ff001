package dev.stanchion.server.rights;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a user may do with channels: attached to a user of the NATS server, it makes a streaming
 * user of it. Immutable.
 *
 * @param publish to channels that match one of these; empty means to none
 * @param subscribe to channels that match one of these; empty means to none
 * @param clientIds which client IDs it may have, and nobody else but users who are given them, too;
 *     empty means all that no user is given
 */
public record StreamingPermissions(
        List<ChannelGlob> publish, List<ChannelGlob> subscribe, List<ChannelGlob> clientIds) {
    private static final Pattern CLIENT_IDS = Pattern.compile("[A-Za-z0-9_*-]+");

    public StreamingPermissions {
        publish = List.copyOf(publish);
        subscribe = List.copyOf(subscribe);
        clientIds = List.copyOf(clientIds);
    }

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException if one is not valid
     */
    public static StreamingPermissions of(List<String> publish, List<String> subscribe) {
        return new StreamingPermissions(
                publish.stream().map(ChannelGlob::new).toList(),
                subscribe.stream().map(ChannelGlob::new).toList(),
                List.of());
    }

    /**
     * These permissions under certain client IDs only.
     *
     * @param patterns in which {@code *} is any characters, or none
     * @throws IllegalArgumentException if no client ID can match one
     */
    public StreamingPermissions withClientIds(List<String> patterns) {
        for (String pattern : patterns) {
            if (!CLIENT_IDS.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "client ID pattern \"%s\" is not valid (expected: letters, digits, - and"
                                        .formatted(pattern)
                                + " _, and * for any of them)");
            }
        }
        return new StreamingPermissions(
                publish, subscribe, patterns.stream().map(ChannelGlob::new).toList());
    }
}
