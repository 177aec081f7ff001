package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Checkpoint;
import dev.stanchion.engine.admin.Identity;
import dev.stanchion.engine.admin.LogPage;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceText;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Gives out what a backup needs: for each channel what it keeps beside its messages, then the
 * messages as they are stored, and at the end the clients. The lines are those of a file.
 */
final class BackupResource {
    static final Set<String> LOG_PARAMETERS = Set.of("from", "upTo");

    /** The header that tells a channel from another one of the same name. */
    static final String INCARNATION = "Stanchion-Incarnation";

    /** The header with a sequence that cannot be read, because its bytes are damaged. */
    static final String DAMAGED = "Stanchion-Damaged";

    /** The header with the number of messages of a page. */
    static final String MESSAGES = "Stanchion-Messages";

    private static final String LINES = "application/x-ndjson";
    private static final String MESSAGES_AS_STORED = "application/octet-stream";
    private static final int OK = 200;

    private final Desk desk;
    private final ObservedServer server;
    private final boolean encrypts;

    /**
     * @param encrypts whether the store encrypts messages
     */
    BackupResource(Desk desk, ObservedServer server, boolean encrypts) {
        this.desk = desk;
        this.server = server;
        this.encrypts = encrypts;
    }

    /** Notes that somebody takes a backup, and tells what the backup is of. */
    CompletionStage<Reply> begin(Question question) {
        question.caller().requireAllChannels();
        question.body().end();
        return desk.<Identity>ask(question, (engine, reply) -> engine.identity(reply))
                .thenApply(identity ->
                        Reply.json(
                                OK,
                                Json.object(out -> {
                                    out.writeStringProperty(
                                            "clusterId", identity.server().clusterId());
                                    out.writeStringProperty("version", server.version());
                                    out.writeStringProperty(
                                            "beganAt", Json.time(server.clock().instant()));
                                    out.writeBooleanProperty("encrypted", encrypts);
                                })));
    }

    /** Returns the identity of the server and its clients. */
    CompletionStage<Reply> identity(Question question) {
        question.caller().requireAllChannels();
        return desk.<Identity>ask(question, (engine, reply) -> engine.identity(reply))
                .thenApply(identity -> Reply.of(OK, LINES, lines(identity), Map.of()));
    }

    private static String lines(Identity identity) {
        StringBuilder lines = new StringBuilder();
        lines.append(line(identity.server())).append('\n');
        identity.clients().forEach(client -> lines.append(line(client)).append('\n'));
        return lines.toString();
    }

    private static String line(ServerRecord server) {
        return Json.object(out -> {
            out.writeStringProperty("type", "server");
            out.writeStringProperty("clusterId", server.clusterId());
            out.writeStringProperty("discoverPrefix", server.discoverPrefix());
            out.writeStringProperty("requestToken", server.requestToken());
        });
    }

    private static String line(ClientRecord client) {
        return Json.object(out -> {
            out.writeStringProperty("type", "client");
            out.writeStringProperty("clientId", client.clientId());
            out.writeStringProperty("claimedId", client.claimedId());
            out.writeStringProperty("heartbeatInbox", client.heartbeatInbox());
            out.writeStringProperty("connectionId", client.connectionId());
            out.writeStringProperty("requestToken", client.requestToken());
            out.writeNumberProperty("protocol", client.protocol());
            out.writeNumberProperty("pingInterval", client.pingInterval());
            out.writeNumberProperty("pingMaxOut", client.pingMaxOut());
        });
    }

    /** Returns what a channel keeps beside its messages. */
    CompletionStage<Reply> checkpoint(Question question) {
        String channel = question.channel();
        return desk.<Checkpoint>ask(question, (engine, reply) -> engine.checkpoint(channel, reply))
                .thenApply(checkpoint ->
                        Reply.of(
                                OK,
                                LINES,
                                lines(checkpoint),
                                Map.of(INCARNATION, String.valueOf(checkpoint.incarnation()))));
    }

    private static String lines(Checkpoint checkpoint) {
        StringBuilder lines = new StringBuilder();
        lines.append(line(checkpoint)).append('\n');
        for (RecoveredState.Subscription each : checkpoint.subscriptions()) {
            lines.append(line(checkpoint.channel(), each)).append('\n');
        }
        return lines.toString();
    }

    private static String line(Checkpoint checkpoint) {
        return Json.object(out -> {
            out.writeStringProperty("type", "channel");
            out.writeStringProperty("channel", checkpoint.channel());
            out.writeNumberProperty("firstSequence", checkpoint.firstSequence());
            out.writeNumberProperty("lastSequence", checkpoint.lastSequence());
            Json.time(out, "lastTime", checkpoint.lastTimestampEpochNanos());
            out.writeNumberProperty("subscriptions", checkpoint.subscriptions().size());
            out.writeNumberProperty("highestSubscriptionId", checkpoint.highestSubscriptionId());
        });
    }

    private static String line(String channel, RecoveredState.Subscription each) {
        SubscriptionRecord record = each.subscription();
        return Json.object(out -> {
            out.writeStringProperty("type", "subscription");
            out.writeStringProperty("channel", channel);
            out.writeNumberProperty("id", record.id());
            out.writeStringProperty("clientId", record.clientId());
            out.writeStringProperty("queueGroup", record.queueGroup());
            out.writeStringProperty("durableName", record.durableName());
            out.writeStringProperty("inbox", record.inbox());
            out.writeStringProperty("ackInbox", record.ackInbox());
            out.writeNumberProperty("maxInFlight", record.maxInFlight());
            out.writeNumberProperty("ackWaitSeconds", record.ackWaitSeconds());
            out.writeNumberProperty("lastSent", record.lastSent());
            out.writeNumberProperty("perhapsSentUpTo", record.perhapsSentUpTo());
            out.writeBooleanProperty("durable", record.durable());
            out.writeBooleanProperty("closed", record.closed());
            out.writeStringProperty("user", record.user());
            out.writeStringProperty("pause", record.pause());
            out.writeStringProperty("attempts", record.attempts());
            out.writeStringProperty("pending", SequenceText.of(each.pending()));
        });
    }

    /** Returns messages of a channel as they are stored. */
    CompletionStage<Reply> log(Question question) {
        String channel = question.channel();
        long from = question.query().number("from", 1, Long.MAX_VALUE, 1);
        long upTo = question.query().number("upTo", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        return desk.<LogPage>ask(
                        question, (engine, reply) -> engine.log(channel, from, upTo, reply))
                .thenApply(BackupResource::shown);
    }

    private static Reply shown(LogPage page) {
        Reply reply =
                Reply.bytes(MESSAGES_AS_STORED, page.frames().toByteArray())
                        .with(INCARNATION, String.valueOf(page.incarnation()))
                        .with(MESSAGES, String.valueOf(page.messages()));
        Reply withNext =
                page.next() > 0
                        ? reply.with(ExchangeResource.NEXT, String.valueOf(page.next()))
                        : reply;
        return page.damaged() > 0
                ? withNext.with(DAMAGED, String.valueOf(page.damaged()))
                : withNext;
    }
}
