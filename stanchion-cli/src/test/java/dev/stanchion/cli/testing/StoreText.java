package dev.stanchion.cli.testing;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;

/** All that a store keeps, as lines of text. */
public final class StoreText {
    private StoreText() {}

    /** Reads a source whole, and closes it. */
    public static List<String> of(Source source) {
        List<String> kept = new ArrayList<>();
        try (source) {
            kept.add(text(source.server()));
            source.clients().stream().map(StoreText::text).sorted().forEach(kept::add);
            for (SourceChannel channel : source.channels()) {
                addMessages(channel, kept);
                kept.add("%s last %d".formatted(channel.name(), channel.lastSequence()));
                addSubscriptions(channel, kept);
            }
        }
        return kept.stream().map(StoreText::oneLine).toList();
    }

    private static void addMessages(SourceChannel channel, List<String> kept) {
        channel.readMessages(message ->
                kept.add(
                        "%s %d %d %s"
                                .formatted(
                                        channel.name(),
                                        message.sequence(),
                                        message.timestampEpochNanos(),
                                        ByteBufUtil.hexDump(
                                                message.buffer(),
                                                message.dataIndex(),
                                                message.dataLength() + message.parkedLength()))));
    }

    private static void addSubscriptions(SourceChannel channel, List<String> kept) {
        for (RecoveredState.Subscription each : channel.readSubscriptions().live()) {
            kept.add(
                    "%s %s pending %s"
                            .formatted(
                                    channel.name(),
                                    // a store gets to know late that no failed message is left
                                    text(
                                            each.pending().isEmpty()
                                                    ? each.subscription().withAttempts("")
                                                    : each.subscription()),
                                    each.pending()));
        }
    }

    private static String text(ServerRecord server) {
        return "server %s discover %s token %s"
                .formatted(server.clusterId(), server.discoverPrefix(), server.requestToken());
    }

    private static String text(ClientRecord client) {
        return "client %s claims %s inbox %s connection %s protocol %d ping %d/%d token %s"
                .formatted(
                        client.clientId(),
                        client.claimedId(),
                        client.heartbeatInbox(),
                        client.connectionId(),
                        client.protocol(),
                        client.pingInterval(),
                        client.pingMaxOut(),
                        client.requestToken());
    }

    private static String text(SubscriptionRecord each) {
        return ("subscription %d client %s group %s inbox %s acks %s in flight %d ack wait %d durable"
                        + " %s %s closed %s sent %d perhaps %d user %s pause %s attempts %s")
                .formatted(
                        each.id(),
                        each.clientId(),
                        each.queueGroup(),
                        each.inbox(),
                        each.ackInbox(),
                        each.maxInFlight(),
                        each.ackWaitSeconds(),
                        each.durableName(),
                        each.durable(),
                        each.closed(),
                        each.lastSent(),
                        each.perhapsSentUpTo(),
                        each.user(),
                        each.pause(),
                        each.attempts());
    }

    /** The ID of a connection may be any bytes. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.chars()
                .forEach(each -> {
                    if (each >= ' ' && each < 127) {
                        line.append((char) each);
                    } else {
                        line.append("\\x%02x".formatted(each));
                    }
                });
        return line.toString();
    }
}
