package dev.stanchion.server.api;

import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.engine.EngineSnapshot.Subscription;
import dev.stanchion.protocol.ParkedNote;
import java.util.List;
import java.util.stream.Stream;

/** A position in a few members, for lists over many channels. */
final class PositionSummary {
    /** The member that tells a position from all others of the server. */
    static final String ID = "id";

    /** Whose durable the engine keeps in a channel of parked messages. */
    private static final String OWN_CLIENT = "stanchion.parked";

    private static final int MOST_MEMBERS = 16;

    private PositionSummary() {}

    /** Returns a row for each position of a channel, without the server's own notes. */
    static Stream<Row> rows(Channel channel, long nowEpochNanos) {
        return channel.positions().stream()
                .filter(position -> !isOwn(channel, position))
                .map(position -> row(channel, position, nowEpochNanos));
    }

    /** The server keeps its notes of parked messages as a durable that nobody uses. */
    static boolean isOwn(Channel channel, Position position) {
        return ParkedNote.isParkedChannel(channel.name()) && position.clientId().equals(OWN_CLIENT);
    }

    private static Row row(Channel channel, Position position, long nowEpochNanos) {
        List<Subscription> sharing =
                channel.subscriptions().stream().filter(each -> shares(each, position)).toList();
        List<Subscription> connected = sharing.stream().filter(each -> !each.isOffline()).toList();
        Row row = named(channel.name(), position);
        return row.with("state", state(position, connected))
                .with("nextSequence", position.nextSequence())
                .with("unsent", position.unsent())
                .with("inFlight", position.pending())
                .with(
                        "lagSeconds",
                        Times.secondsSince(position.oldestStoredEpochNanos(), nowEpochNanos))
                .with("members", connected.size())
                .with(
                        "clients",
                        connected.stream()
                                .map(Subscription::clientId)
                                .limit(MOST_MEMBERS)
                                .toList());
    }

    private static boolean shares(Subscription subscription, Position position) {
        return position.queueGroup().isEmpty()
                ? subscription.id() == position.subscriptionId()
                : subscription.queueGroup().equals(position.queueGroup());
    }

    private static Row named(String channel, Position position) {
        Row row = new Row();
        if (!position.queueGroup().isEmpty()) {
            return row.with(ID, channel + " group:" + position.queueGroup())
                    .with("channel", channel)
                    .with("kind", "group")
                    .with("name", position.queueGroup());
        }
        if (!position.durableName().isEmpty()) {
            String name = position.clientId() + "/" + position.durableName();
            return row.with(ID, channel + " durable:" + name)
                    .with("channel", channel)
                    .with("kind", "durable")
                    .with("name", name)
                    .with("clientId", position.clientId())
                    .with("durableName", position.durableName());
        }
        String id = Long.toString(position.subscriptionId());
        return row.with(ID, channel + " subscription:" + id)
                .with("channel", channel)
                .with("kind", "subscription")
                .with("name", id)
                .with("clientId", position.clientId())
                .with("subscriptionId", position.subscriptionId());
    }

    private static String state(Position position, List<Subscription> connected) {
        if (position.isPaused()) {
            return "paused";
        }
        if (connected.isEmpty()) {
            return "offline";
        }
        if (connected.stream().allMatch(Subscription::isStalled)) {
            return "stalled";
        }
        if (connected.stream().anyMatch(Subscription::isAbsent)) {
            return "absent";
        }
        return position.unsent() > 0 ? "behind" : "up-to-date";
    }
}
