package dev.stanchion.server.rights;

import dev.stanchion.protocol.ChannelGlob;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rights of a user on channels. Attached to a user of the NATS server, they make it a streaming
 * user. Immutable.
 *
 * @param publish patterns of channels that the user may publish to; empty means none
 * @param subscribe patterns of channels that the user may subscribe to; empty means none
 * @param clientIds patterns of client IDs that only this user, and other users with them, may use;
 *     empty means all IDs that no user has
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
     * Returns these permissions with client IDs.
     *
     * @param patterns patterns in which {@code *} stands for any characters, or none
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
