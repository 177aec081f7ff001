package dev.stanchion.server.api;

import dev.stanchion.engine.admin.PauseState;
import dev.stanchion.engine.admin.PendingMessages;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The positions of a channel: its groups, durables and other subscriptions. */
final class PositionResource {
    static final Set<String> PENDING_PARAMETERS = Set.of("limit");

    private static final String NAME = "name";
    private static final List<String> SORTS =
            List.of(NAME, "kind", "unsent", "inFlight", "lagSeconds");
    private static final int OK = 200;
    private static final int USUAL_LIMIT = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Desk desk;
    private final Clock clock;

    PositionResource(Desk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /** Lists all positions of a channel. */
    CompletionStage<Reply> list(Question question) {
        ListRequest wanted = ListRequest.of(question.query(), SORTS);
        String channel = question.channel();
        return desk.<List<PositionState>>ask(
                        question, (engine, reply) -> engine.positions(channel, reply))
                .thenApply(states -> {
                    long now = nowEpochNanos();
                    List<Row> rows =
                            states.stream()
                                    .map(state -> row(state, now))
                                    .filter(row -> wanted.wants(String.valueOf(row.value(NAME))))
                                    .toList();
                    return wanted.reply(wanted.page(rows, NAME), clock);
                });
    }

    /** Returns all positions of a channel. */
    CompletionStage<List<Row>> rows(Desk.Asker asker, String channel) {
        return desk.<List<PositionState>>ask(
                        asker, (engine, reply) -> engine.positions(channel, reply))
                .thenApply(states ->
                        states.stream().map(state -> row(state, nowEpochNanos())).toList());
    }

    /** Returns one position. */
    CompletionStage<Row> row(Desk.Asker asker, String channel, PositionKey key) {
        return desk.<List<PositionState>>ask(
                        asker, (engine, reply) -> engine.positions(channel, reply))
                .thenApply(states -> row(find(channel, states, key), nowEpochNanos()));
    }

    /** Returns the oldest messages that were sent to a position and are not acknowledged. */
    CompletionStage<List<Row>> pendingRows(
            Desk.Asker asker, String channel, PositionKey key, int most) {
        return desk.<PendingMessages>ask(
                        asker, (engine, reply) -> engine.pending(channel, key, most, reply))
                .thenApply(pending ->
                        pending.oldest().stream().map(PositionResource::pendingRow).toList());
    }

    /** Shows one position. */
    CompletionStage<Reply> one(Question question, PositionKey key) {
        return row(Desk.Asker.of(question), question.channel(), key)
                .thenApply(row ->
                        Reply.json(
                                OK,
                                Json.object(out -> {
                                    row.write(out);
                                    Json.time(out, "asOf", nowEpochNanos());
                                })));
    }

    private static PositionState find(String channel, List<PositionState> states, PositionKey key) {
        return states.stream()
                .filter(state -> state.key().equals(key))
                .findFirst()
                .or(() -> behindColon(states, key))
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.of(
                                        Code.NO_SUCH_POSITION,
                                        "the channel %s has no %s"
                                                .formatted(channel, key.text()))));
    }

    /** Finds a durable group by the part of its name behind the colon, if that names one only. */
    private static Optional<PositionState> behindColon(
            List<PositionState> states, PositionKey key) {
        List<PositionState> found =
                states.stream()
                        .filter(state ->
                                key instanceof PositionKey.Group(String wanted)
                                        && state.key() instanceof PositionKey.Group(String name)
                                        && name.endsWith(":" + wanted))
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Lists what is sent to a position and not acknowledged, the oldest first. */
    CompletionStage<Reply> pending(Question question, PositionKey key) {
        int limit = (int) question.query().number("limit", 1, ListRequest.MAX_LIMIT, USUAL_LIMIT);
        String channel = question.channel();
        return desk.<PendingMessages>ask(
                        question, (engine, reply) -> engine.pending(channel, key, limit, reply))
                .thenApply(this::shown);
    }

    private Reply shown(PendingMessages pending) {
        return Reply.json(
                OK,
                Json.object(out -> {
                    out.writeArrayPropertyStart("items");
                    for (PendingMessages.Message message : pending.oldest()) {
                        out.writeStartObject();
                        pendingRow(message).write(out);
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeNumberProperty("total", pending.total());
                    Json.time(out, "asOf", nowEpochNanos());
                }));
    }

    private static Row pendingRow(PendingMessages.Message message) {
        Row row =
                new Row()
                        .with("sequence", message.sequence())
                        .with("attempts", message.resends() + 1);
        if (!message.clientId().isEmpty()) {
            row.with("holder", message.clientId()).with("subscriptionId", message.subscriptionId());
        }
        return row.with("dueInSeconds", message.dueInNanos() / NANOS_PER_SECOND);
    }

    private long nowEpochNanos() {
        return Times.epochNanos(clock.instant());
    }

    private static Row row(PositionState state, long nowEpochNanos) {
        Row row = new Row();
        switch (state.key()) {
            case PositionKey.Group(String name) -> row.with(NAME, name).with("kind", "group");
            case PositionKey.Durable(String clientId, String durable) ->
                    row.with(NAME, clientId + "/" + durable)
                            .with("kind", "durable")
                            .with("clientId", clientId)
                            .with("durableName", durable);
            case PositionKey.Plain(long id) ->
                    row.with(NAME, Long.toString(id))
                            .with("kind", "subscription")
                            .with("subscriptionId", id);
        }
        row.with("isDurable", state.durable())
                .with("nextSequence", state.nextSequence())
                .with("unsent", state.unsent())
                .with("inFlight", state.pending())
                .with(
                        "lagSeconds",
                        Times.secondsSince(state.oldestStoredEpochNanos(), nowEpochNanos));
        state.pause().ifPresent(pause -> row.with("pause", pause(pause)));
        List<Row> members = new ArrayList<>();
        state.members().forEach(member -> members.add(member(member)));
        return row.with("members", members);
    }

    private static Row pause(PauseState pause) {
        Row row =
                new Row()
                        .with("wholeChannel", pause.wholeChannel())
                        .with("by", pause.by())
                        .with("since", Json.time(pause.sinceEpochNanos()))
                        .withText("reason", pause.reason());
        return pause.untilEpochNanos() == 0
                ? row
                : row.with("until", Json.time(pause.untilEpochNanos()));
    }

    private static Row member(PositionState.Member member) {
        Row row = new Row();
        row.with("subscriptionId", member.subscriptionId())
                .with("clientId", member.clientId())
                .with("inFlight", member.pending())
                .with("maxInFlight", member.maxInFlight())
                .with("oldestInFlight", member.oldestPending())
                .with("ackWaitSeconds", member.ackWaitSeconds())
                .with("isOffline", member.isOffline())
                .with("isAbsent", member.isAbsent())
                .with("isStalled", member.isStalled())
                .with("isFailing", member.isFailing())
                .with("acknowledgements", member.acknowledgements())
                .with("sentAgain", member.sentAgain());
        return Programs.addAddress(row, member.address());
    }
}
