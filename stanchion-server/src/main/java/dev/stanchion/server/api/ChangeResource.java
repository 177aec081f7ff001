package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Extent;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Payload;
import dev.stanchion.engine.admin.Plan;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.admin.Result;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The changes. Each can be planned with {@code dry_run=true}. One that loses or repeats something
 * needs the state of a plan in {@code If-Match}, or {@code *} from whoever does not want to look.
 */
final class ChangeResource {
    static final Set<String> PARAMETERS = Set.of("dry_run");
    static final Set<String> KICK_PARAMETERS = Set.of("dry_run", "kick");

    private static final String LAST = "last";
    static final Set<String> DELETE_PARAMETERS = Set.of("dry_run", "kick", LAST);

    private static final int MAX_SEQUENCES = 1000;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Desk desk;
    private final ParkedBulk bulk;

    ChangeResource(Desk desk, ParkedBulk bulk) {
        this.desk = desk;
        this.bulk = bulk;
    }

    CompletionStage<Reply> purge(Question question) {
        String channel = question.channel();
        return confirmed(question, new Operation.Purge(channel, extent(question.body())));
    }

    private static Extent extent(JsonBody body) {
        List<Extent> given = new ArrayList<>();
        body.number("upTo", 0, Long.MAX_VALUE)
                .ifPresent(sequence -> given.add(new Extent.UpTo(sequence)));
        Times.nanos(body, "olderThan").ifPresent(age -> given.add(new Extent.OlderThan(age)));
        body.number("keepLast", 1, Long.MAX_VALUE)
                .ifPresent(messages -> given.add(new Extent.KeepLast(messages)));
        body.truth("all").filter(all -> all).ifPresent(ignored -> given.add(new Extent.All()));
        body.end();
        if (given.size() != 1) {
            throw new ProblemException(
                    Problem.invalid(
                            "/", "expected: one of upTo, olderThan, keepLast, and all: true"));
        }
        return given.getFirst();
    }

    CompletionStage<Reply> deleteChannel(Question question) {
        String channel = question.channel();
        boolean kick = question.query().flag("kick");
        OptionalLong last = last(question);
        question.body().end();
        return confirmed(question, new Operation.DeleteChannel(channel, kick, last));
    }

    private static OptionalLong last(Question question) {
        return question.query().text(LAST).isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(question.query().number(LAST, 0, Long.MAX_VALUE, 0));
    }

    CompletionStage<Reply> deletePosition(Question question, PositionKey key) {
        String channel = question.channel();
        boolean kick = question.query().flag("kick");
        question.body().end();
        return confirmed(question, new Operation.DeletePosition(channel, key, kick));
    }

    CompletionStage<Reply> move(Question question, PositionKey key) {
        String channel = question.channel();
        return confirmed(question, MoveBody.read(question.body(), channel, key));
    }

    CompletionStage<Reply> skip(Question question, PositionKey key) {
        String channel = question.channel();
        boolean park = question.body().truth("park").orElse(false);
        String reason = question.body().text("reason").orElse("");
        List<Long> sequences = sequences(question.body());
        if (sequences.isEmpty()) {
            throw question.body().wrong("sequences", "at least one sequence");
        }
        if (!park && !reason.isEmpty()) {
            throw question.body().wrong("reason", "a reason only with park");
        }
        return confirmed(
                question,
                park
                        ? new Operation.Park(channel, key, sequences, reason)
                        : new Operation.Skip(channel, key, sequences));
    }

    CompletionStage<Reply> redriveParked(Question question) {
        String channel = ParkedResource.channel(question);
        if (ParkedBulk.isWanted(question.body())) {
            return bulk.redrive(question);
        }
        boolean republish = question.body().truth("republish").orElse(false);
        return confirmed(
                question,
                new Operation.RedriveParked(channel, sequences(question.body()), republish));
    }

    CompletionStage<Reply> dropParked(Question question) {
        String channel = ParkedResource.channel(question);
        return confirmed(question, new Operation.DropParked(channel, sequences(question.body())));
    }

    CompletionStage<Reply> dropManyParked(Question question) {
        return bulk.drop(question);
    }

    CompletionStage<Reply> redeliver(Question question, PositionKey key) {
        String channel = question.channel();
        return made(
                question, new Operation.Redeliver(channel, key, sequences(question.body())), OK);
    }

    private static List<Long> sequences(JsonBody body) {
        List<Long> sequences = body.numbers("sequences", 1, Long.MAX_VALUE, MAX_SEQUENCES);
        body.end();
        return sequences;
    }

    CompletionStage<Reply> pauseChannel(Question question) {
        String channel = question.channel();
        PauseBody body = PauseBody.read(question.body());
        return made(
                question, new Operation.PauseChannel(channel, body.forNanos(), body.reason()), OK);
    }

    CompletionStage<Reply> pause(Question question, PositionKey key) {
        String channel = question.channel();
        PauseBody body = PauseBody.read(question.body());
        return made(
                question, new Operation.Pause(channel, key, body.forNanos(), body.reason()), OK);
    }

    CompletionStage<Reply> resumeChannel(Question question) {
        String channel = question.channel();
        question.body().end();
        return made(question, new Operation.ResumeChannel(channel), OK);
    }

    CompletionStage<Reply> resume(Question question, PositionKey key) {
        String channel = question.channel();
        question.body().end();
        return made(question, new Operation.Resume(channel, key), OK);
    }

    CompletionStage<Reply> kick(Question question) {
        question.caller().requireAllChannels();
        JsonBody body = question.body();
        long blockNanos = Times.nanos(body, "block").orElse(0);
        boolean disconnect = body.truth("disconnect").orElse(false);
        body.end();
        return confirmed(
                question, new Operation.Kick(question.value("client"), blockNanos, disconnect));
    }

    CompletionStage<Reply> unblock(Question question) {
        question.caller().requireAllChannels();
        question.body().end();
        return made(question, new Operation.Unblock(question.value("client")), OK);
    }

    CompletionStage<Reply> publish(Question question) {
        String channel = question.channel();
        JsonBody body = question.body();
        Payload data = content(body);
        String reply = body.text("reply").orElse("");
        long count = body.number("count", 1, Operation.Publish.MOST_TIMES).orElse(1);
        body.end();
        return made(question, new Operation.Publish(channel, data, reply, (int) count), CREATED);
    }

    /** Takes the data of a message, which is there in one of two forms. */
    static Payload content(JsonBody body) {
        Optional<String> text = body.text("data");
        Optional<String> base64 = body.text("dataBase64");
        if (text.isPresent() == base64.isPresent()) {
            throw body.wrong("data", "one of data and dataBase64");
        }
        return Payload.of(
                text.map(given -> given.getBytes(StandardCharsets.UTF_8))
                        .orElseGet(() -> decoded(body, base64.orElseThrow())));
    }

    private static byte[] decoded(JsonBody body, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw body.wrong("dataBase64", "Base64");
        }
    }

    /** Makes a change that needs the state of a plan. */
    private CompletionStage<Reply> confirmed(Question question, Operation operation) {
        question.requireConfirmation();
        return made(question, operation, OK);
    }

    /** Makes a change, or plans it only. */
    CompletionStage<Reply> made(Question question, Operation operation, int status) {
        if (question.isDryRun()) {
            return desk.<Plan>ask(question, (engine, reply) -> engine.plan(operation, reply))
                    .thenApply(plan -> Reply.json(OK, PlanJson.of(plan)));
        }
        String state = question.stateToHold().orElse("");
        return desk.<Result>ask(
                        question,
                        (engine, reply) -> engine.apply(operation, state, question.actor(), reply))
                .thenApply(result -> Reply.json(status, PlanJson.of(result)));
    }
}
