package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ParkedMessages;
import dev.stanchion.protocol.ParkedNote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans what happens to parked messages, and carries it out. On the shard of the channel of parked
 * messages.
 */
final class ParkedDeeds {
    private final Channel channel;
    private final String originName;
    private final Origin origin;

    ParkedDeeds(Channel channel, Origin origin) {
        this.channel = channel;
        this.originName = ParkedNote.originOf(channel.channel());
        this.origin = origin;
    }

    /** Shows open messages, those that are the same as one. */
    void list(long from, int most, Reply<ParkedPage> reply) {
        long[] open = ParkedMessages.open(channel);
        long[] wanted = Arrays.stream(open).filter(sequence -> sequence >= from).toArray();
        long[] page = Arrays.copyOf(wanted, Math.min(most, wanted.length));
        long next = wanted.length > page.length ? wanted[page.length] : 0;
        ParkedReader.read(
                channel,
                page,
                found -> reply.succeeded(new ParkedPage(open.length, folded(found), next)));
    }

    private static List<ParkedMessage> folded(List<ParkedMessage> all) {
        List<ParkedMessage> folded = new ArrayList<>();
        for (ParkedMessage each : all) {
            int same = 0;
            while (same < folded.size() && !folded.get(same).isCopyOf(each)) {
                same++;
            }
            if (same == folded.size()) {
                folded.add(each);
            } else {
                folded.set(same, folded.get(same).withCopy());
            }
        }
        return folded;
    }

    void drop(Operation.DropParked operation, Reply<Prepared> reply) {
        withOpen(
                operation,
                reply,
                found -> {
                    Effects effects = new Effects(0, 0, 0, found.size(), 0, 0, List.of());
                    String summary =
                            "%s of %s %s dropped: %s. Nobody will get %s any more."
                                    .formatted(
                                            count(found.size(), "parked message"),
                                            originName,
                                            are(found.size()),
                                            listed(found),
                                            found.size() == 1 ? "it" : "them");
                    reply.succeeded(
                            new Prepared(
                                    plan(operation, summary, effects, null),
                                    Optional.empty(),
                                    done -> settle(found, done)));
                });
    }

    void redrive(Operation.RedriveParked operation, Reply<Prepared> reply) {
        withOpen(
                operation,
                reply,
                found ->
                        origin.look(
                                notesOf(found),
                                fates -> reply.succeeded(redrive(operation, found, fates))));
    }

    private Prepared redrive(
            Operation.RedriveParked operation, List<ParkedMessage> found, List<Origin.Fate> fates) {
        List<ParkedMessage> ready = new ArrayList<>();
        List<ParkedMessage> lost = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            (fates.get(i) == Origin.Fate.READY ? ready : lost).add(found.get(i));
        }
        Effects effects = new Effects(ready.size(), 0, 0, 0, 0, 0, List.of());
        String summary =
                "%s of %s %s sent again to %s: %s."
                        .formatted(
                                count(ready.size(), "parked message"),
                                originName,
                                are(ready.size()),
                                positionsOf(ready),
                                listed(ready));
        if (operation.republish() && !lost.isEmpty()) {
            summary +=
                    " %s %s published anew, to all who subscribe to %s: %s."
                            .formatted(
                                    count(lost.size(), "message"),
                                    are(lost.size()),
                                    originName,
                                    listed(lost));
        }
        return new Prepared(
                plan(operation, summary, effects, whyNotRedriven(operation, lost, fates)),
                Optional.empty(),
                done ->
                        origin.redrive(
                                notesOf(ready),
                                Reply.of(redriven -> republish(lost, found, done), done::failed)));
    }

    private void republish(List<ParkedMessage> lost, List<ParkedMessage> found, Reply<Long> done) {
        if (lost.isEmpty()) {
            settle(found, done);
        } else {
            origin.republish(lost, Reply.of(published -> settle(found, done), done::failed));
        }
    }

    private @Nullable Failure whyNotRedriven(
            Operation.RedriveParked operation, List<ParkedMessage> lost, List<Origin.Fate> fates) {
        if (lost.isEmpty() || operation.republish()) {
            return null;
        }
        ParkedMessage first = lost.getFirst();
        String what =
                fates.contains(Origin.Fate.NO_MESSAGE)
                        ? "Message %d is gone from %s, so it cannot be sent again to %s alone."
                                .formatted(
                                        first.note().sequence(),
                                        originName,
                                        first.note().position())
                        : "There is no %s on %s any more."
                                .formatted(first.note().position(), originName);
        return new Failure.Gone(what);
    }

    private interface Found {
        void accept(List<ParkedMessage> messages);
    }

    private void withOpen(Operation.OnParked operation, Reply<Prepared> reply, Found task) {
        List<Long> wanted = operation.sequences();
        if (wanted.isEmpty() || wanted.size() > Operation.OnParked.MOST_MESSAGES) {
            reply.failed(
                    new Failure.Invalid(
                            "/sequences",
                            "%s (expected: 1 to %d messages at a time)."
                                    .formatted(
                                            count(wanted.size(), "message"),
                                            Operation.OnParked.MOST_MESSAGES)));
            return;
        }
        long[] sorted = wanted.stream().distinct().sorted().mapToLong(each -> each).toArray();
        long[] open = ParkedMessages.open(channel);
        for (long each : sorted) {
            if (Arrays.binarySearch(open, each) < 0) {
                reply.failed(
                        new Failure.Invalid(
                                "/sequences",
                                "Message %d of %s is not parked; it may be redriven or dropped."
                                        .formatted(each, channel.channel())));
                return;
            }
        }
        ParkedReader.read(channel, sorted, task::accept);
    }

    private static List<ParkedNote> notesOf(List<ParkedMessage> messages) {
        return messages.stream().map(ParkedMessage::note).toList();
    }

    private void settle(List<ParkedMessage> messages, Reply<Long> done) {
        messages.forEach(each -> ParkedMessages.settle(channel, each.sequence()));
        channel.flush(Failures.whenDurable(done));
    }

    private static String positionsOf(List<ParkedMessage> messages) {
        List<String> positions =
                messages.stream().map(each -> each.note().position()).distinct().toList();
        return positions.size() == 1 ? positions.getFirst() : count(positions.size(), "position");
    }

    private static String listed(List<ParkedMessage> messages) {
        return messages.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        messages.stream().map(each -> String.valueOf(each.sequence())).toList());
    }

    private Plan plan(
            Operation.OnParked operation,
            String summary,
            Effects effects,
            @Nullable Failure refusal) {
        PlanState state =
                new PlanState(
                        operation.hashCode(),
                        channel.incarnation(),
                        0,
                        channel.messages().lastSequence(),
                        effects.messages(),
                        0);
        return new Plan(
                operation, summary, state.text(), effects, List.of(), Optional.ofNullable(refusal));
    }
}
