package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;
import static dev.stanchion.engine.admin.Sentences.number;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Removes the oldest messages of a channel. On its shard. */
final class Purging {
    private final Channel channel;
    private final ChannelLog log;

    Purging(Channel channel) {
        this.channel = channel;
        this.log = channel.messages();
    }

    /** Finds the last sequence that an extent includes. */
    void whenFound(Extent extent, long nowEpochNanos, Reply<?> reply, Consumer<Long> task) {
        switch (extent) {
            case Extent.All ignored -> task.accept(channel.durableSequence());
            case Extent.UpTo(long sequence) when sequence < 1 ->
                    reply.failed(new Failure.Invalid("/upTo", "A sequence is at least 1."));
            case Extent.UpTo(long sequence) -> task.accept(sequence);
            case Extent.KeepLast(long messages) when messages < 1 ->
                    reply.failed(
                            new Failure.Invalid(
                                    "/keepLast", "At least one message stays; or purge all."));
            case Extent.KeepLast(long messages) ->
                    task.accept(channel.durableSequence() - messages);
            case Extent.OlderThan(long ageNanos) when ageNanos < 0 ->
                    reply.failed(new Failure.Invalid("/olderThan", "An age is at least 0."));
            case Extent.OlderThan(long ageNanos) ->
                    log.sequenceAt(
                            nowEpochNanos - ageNanos,
                            Outcome.of(
                                    sequence -> task.accept(sequence - 1),
                                    why -> reply.failed(Failures.of(why))));
        }
    }

    /**
     * Plans the removal.
     *
     * @param wanted the last sequence to remove
     */
    Prepared prepared(Operation.Purge operation, long wanted) {
        long first = Math.max(1, log.firstSequence());
        long upTo = Math.clamp(wanted, first - 1, Math.max(first - 1, channel.durableSequence()));
        long removed =
                upTo == log.lastSequence() ? log.messageCount() : Math.max(0, upTo - first + 1);
        long bytes =
                removed == log.messageCount()
                        ? log.byteCount()
                        : log.byteCount() / Math.max(1, log.messageCount()) * removed;
        List<Warning> warnings = new ArrayList<>();
        long skipped = 0;
        long forgotten = 0;
        for (Dispatcher position : channel.interest().positions()) {
            long unread =
                    position.isPlaced()
                            ? Math.max(0, upTo - Math.max(position.nextSequence(), first) + 1)
                            : 0;
            skipped += unread;
            forgotten += inFlight(position, upTo);
            if (unread > 0) {
                warnings.add(
                        new Warning(
                                "unread",
                                "%s loses %s that %s not sent to it yet."
                                        .formatted(
                                                position.name().described(),
                                                count(unread, "message"),
                                                unread == 1 ? "was" : "were")));
            }
        }
        Effects effects = new Effects(0, skipped, forgotten, removed, bytes, 0, List.of());
        PlanState state =
                new PlanState(
                        operation.hashCode(),
                        channel.incarnation(),
                        0,
                        log.lastSequence(),
                        effects.messages(),
                        0);
        Plan plan =
                new Plan(
                        operation,
                        sentence(effects, upTo),
                        state.text(),
                        effects,
                        warnings,
                        Optional.empty());
        return new Prepared(plan, Optional.empty(), done -> remove(upTo, done));
    }

    private String sentence(Effects effects, long upTo) {
        return "%s of %s %s removed, up to %s; %s stay. %s in flight %s settled."
                .formatted(
                        count(effects.messagesRemoved(), "message"),
                        channel.channel(),
                        are(effects.messagesRemoved()),
                        number(upTo),
                        number(log.messageCount() - effects.messagesRemoved()),
                        number(effects.forgottenInFlight()),
                        are(effects.forgottenInFlight()));
    }

    private static long inFlight(Dispatcher position, long upTo) {
        long count = 0;
        for (Subscription each : position.subscriptions()) {
            for (long sequence : each.pendingByDeadline()) {
                count += sequence <= upTo ? 1 : 0;
            }
        }
        return count;
    }

    private void remove(long upTo, Reply<Long> done) {
        log.removeUpTo(
                upTo,
                Outcome.of(removed -> settle(upTo, done), why -> done.failed(Failures.of(why))));
    }

    /**
     * Settles the removed messages in each subscription, so that no client has to acknowledge them.
     * The shard treats an acknowledgement that a client still sends as a late one.
     */
    private void settle(long upTo, Reply<Long> done) {
        if (channel.isStopped()) {
            done.failed(new Failure.Stopping());
            return;
        }
        for (Dispatcher position : channel.interest().positions()) {
            for (Subscription each : position.subscriptions()) {
                for (long sequence : each.pendingByDeadline()) {
                    if (sequence <= upTo) {
                        each.settleForGood(sequence);
                    }
                }
            }
            position.pump();
        }
        channel.flush(Failures.whenDurable(done));
    }
}
