package dev.stanchion.server.api;

import dev.stanchion.engine.admin.MessagePage;
import dev.stanchion.engine.admin.PageRequest;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.server.api.access.Gate;
import dev.stanchion.server.api.live.OpenStreams;
import dev.stanchion.server.http.Later;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The messages of a channel as they come, without being a client. */
record TailResource(Desk desk, Gate gate, OpenStreams open, Later later) {
    static final Set<String> PARAMETERS = Set.of("from", "contains", "path", "equals", "wait");

    CompletionStage<Reply> tail(Question question) {
        String channel = question.channel();
        Optional<MessageFilter> filter = MessageResource.filter(question.query());
        Optional<Long> known =
                question.call()
                        .header("Last-Event-ID")
                        .flatMap(MessageResource::sequence)
                        .or(() -> from(question).map(sequence -> sequence - 1));
        String address = question.call().peer().address();
        open.requireRoom(address);
        Tail.Seat seat =
                new Tail.Seat(
                        open,
                        address,
                        gate.holds(question.call(), question.caller()),
                        Desk.Asker.of(question));
        Tail.Wanted wanted = new Tail.Wanted(channel, filter, question.query().flag("wait"));
        return lastSequence(question, wanted)
                .thenApply(last -> {
                    long next = Math.min(known.orElse(last), last) + 1;
                    return Reply.events(new Tail(desk, later, seat, wanted, next));
                });
    }

    /** Returns the last sequence of the channel; 0 if there is none and the tail waits for it. */
    private CompletionStage<Long> lastSequence(Question question, Tail.Wanted wanted) {
        PageRequest last = new PageRequest(new Place.Last(), true, 1, 1);
        return desk.<MessagePage>ask(
                        question, (engine, reply) -> engine.peek(wanted.channel(), last, reply))
                .thenApply(MessagePage::lastSequence)
                .exceptionallyCompose(failure ->
                        wanted.waits() && ImportRun.isNoSuchChannel(failure)
                                ? CompletableFuture.completedFuture(0L)
                                : CompletableFuture.failedFuture(failure));
    }

    private static Optional<Long> from(Question question) {
        Optional<String> text = question.query().text("from");
        if (text.isEmpty() || text.get().equals("last")) {
            return Optional.empty();
        }
        if (text.get().equals("first")) {
            return Optional.of(1L);
        }
        Optional<Long> sequence =
                text.filter(given -> given.startsWith("seq:"))
                        .flatMap(given ->
                                MessageResource.sequence(given.substring("seq:".length())));
        if (sequence.isEmpty()) {
            throw new ProblemException(
                    Problem.invalid("?from", "expected: first, last, or seq:41"));
        }
        return sequence;
    }
}
