package dev.stanchion.engine.client;

import dev.stanchion.engine.spi.ChannelRights;

/** The answers to requests without the necessary rights. The texts are Stanchion's own. */
public final class NotAllowed {
    private NotAllowed() {}

    static String toConnect(String clientId, ChannelRights rights) {
        return "stan: not allowed to connect as client '%s' (user '%s')"
                .formatted(clientId, rights.user());
    }

    public static String toResume(String durable, ChannelRights rights) {
        return "stan: not allowed to resume durable '%s', which belongs to another user (user '%s')"
                .formatted(durable, rights.user());
    }

    public static String toPublish(String channel, ChannelRights rights) {
        return "stan: not allowed to publish to channel '%s' (user '%s')"
                .formatted(channel, rights.user());
    }

    public static String toSubscribe(String channel, ChannelRights rights) {
        return "stan: not allowed to subscribe to channel '%s' (user '%s')"
                .formatted(channel, rights.user());
    }

    public static String toReceive(String subject, ChannelRights rights) {
        return "stan: not allowed to receive on '%s' (user '%s')".formatted(subject, rights.user());
    }
}
