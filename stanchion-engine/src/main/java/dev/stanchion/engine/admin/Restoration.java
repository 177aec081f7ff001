package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;
import static dev.stanchion.engine.admin.Sentences.number;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.publish.OwnMessage;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.ParkedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plans to put messages of an export into a channel, and does it. On the shard of the channel. */
final class Restoration {
    private static final byte[] NO_NOTE = {};

    /** The clocks of two servers may differ by this. */
    private static final long CLOCKS_DIFFER_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Operation.Restore operation;
    private final List<StoredMessage> messages;
    private final ChannelTable channels;
    private final PublishHandler publishing;
    private final long nowEpochNanos;

    Restoration(
            Operation.Restore operation,
            ChannelTable channels,
            PublishHandler publishing,
            long nowEpochNanos) {
        this.operation = operation;
        this.messages = operation.messages();
        this.channels = channels;
        this.publishing = publishing;
        this.nowEpochNanos = nowEpochNanos;
    }

    Prepared prepared() {
        Channel existing = channels.find(operation.channel());
        long last = existing == null ? 0 : existing.messages().lastSequence();
        Failure refusal = wrong();
        if (refusal == null) {
            refusal = existing == null ? refusalBehind(0, 0) : refusalOf(existing.messages());
        }
        Plan plan =
                new Plan(
                        operation,
                        summary(existing, last),
                        new PlanState(
                                        operation.hashCode(),
                                        existing == null ? 0 : existing.incarnation(),
                                        0,
                                        last,
                                        messages.size(),
                                        0)
                                .text(),
                        Effects.NONE,
                        warnings(existing),
                        Optional.ofNullable(refusal));
        return new Prepared(plan, Optional.empty(), this::restore);
    }

    private String summary(@Nullable Channel existing, long last) {
        String what =
                messages.isEmpty()
                        ? "No message is"
                        : "%s (%s) %s"
                                .formatted(
                                        count(messages.size(), "message"),
                                        sequences(),
                                        are(messages.size()));
        String where =
                operation.channel()
                        + (existing == null
                                ? ", a new channel"
                                : last == 0 ? ", which is empty" : " behind " + number(last));
        return "%s put into %s, with %s."
                .formatted(
                        what,
                        where,
                        operation.renumber()
                                ? "new sequences from " + number(last + 1)
                                : "their sequences and times");
    }

    private String sequences() {
        String first = number(messages.getFirst().sequence());
        return messages.size() == 1
                ? first
                : first + " to " + number(messages.getLast().sequence());
    }

    private List<Warning> warnings(@Nullable Channel existing) {
        List<Warning> warnings = new ArrayList<>();
        if (existing == null || messages.isEmpty()) {
            return warnings;
        }
        int subscriptions = existing.interest().positions().size();
        if (subscriptions > 0) {
            warnings.add(
                    new Warning(
                            "delivered",
                            "%s of %s will get these messages."
                                    .formatted(
                                            count(subscriptions, "position"),
                                            operation.channel())));
        }
        long maxAge = existing.limits().maxAgeNanos();
        if (maxAge > 0 && messages.getFirst().timestampEpochNanos() < nowEpochNanos - maxAge) {
            warnings.add(
                    new Warning(
                            "too-old",
                            "The first of them is older than max_age; what is, goes at once."));
        }
        return warnings;
    }

    /** Returns what cannot be right in any state; null if nothing is. */
    private @Nullable Failure wrong() {
        if (!ChannelName.isValid(operation.channel())
                || ParkedNote.isParkedChannel(operation.channel())) {
            return invalid(
                    "/channel", "Messages cannot be imported into " + operation.channel() + ".");
        }
        if (messages.isEmpty() || messages.size() > Operation.Restore.MOST_MESSAGES) {
            return invalid(
                    "/messages",
                    "One import takes 1 to %d messages at a time."
                            .formatted(Operation.Restore.MOST_MESSAGES));
        }
        long sequence = 0;
        long time = 0;
        for (int i = 0; i < messages.size(); i++) {
            StoredMessage message = messages.get(i);
            if (message.sequence() <= sequence || message.sequence() == Long.MAX_VALUE) {
                return invalid("/messages/" + i + "/sequence", "Sequences ascend from 1.");
            }
            if (message.timestampEpochNanos() < time
                    || message.timestampEpochNanos() > nowEpochNanos + CLOCKS_DIFFER_NANOS) {
                return invalid(
                        "/messages/" + i + "/time",
                        "Times ascend from 1970, and end with the present.");
            }
            sequence = message.sequence();
            time = message.timestampEpochNanos();
        }
        return null;
    }

    private static Failure invalid(String pointer, String text) {
        return new Failure.Invalid(pointer, text);
    }

    private @Nullable Failure refusalOf(ChannelLog log) {
        return refusalBehind(log.lastSequence(), log.lastTimestampEpochNanos());
    }

    private @Nullable Failure refusalBehind(long last, long lastTimestamp) {
        String channel = operation.channel();
        long behind = operation.behind().orElse(last);
        if (behind != last) {
            return new Failure.Advanced(channel, behind, last);
        }
        StoredMessage first = messages.getFirst();
        if (operation.renumber()) {
            return null;
        }
        if (first.sequence() <= last) {
            return new Failure.Occupied(
                    "%s has come to %s, so message %s cannot keep its sequence."
                            .formatted(channel, number(last), number(first.sequence())));
        }
        return first.timestampEpochNanos() < lastTimestamp
                ? new Failure.Occupied(
                        "The last message of %s is younger than message %s, which cannot keep its time."
                                .formatted(channel, number(first.sequence())))
                : null;
    }

    private void restore(Reply<Long> done) {
        channels.whenOpen(
                operation.channel().getBytes(StandardCharsets.UTF_8),
                new ChannelTable.Awaiting() {
                    @Override
                    public void opened(Channel channel) {
                        Failure refusal = refusalOf(channel.messages());
                        if (refusal == null) {
                            append(channel, done);
                        } else {
                            done.failed(refusal);
                        }
                    }

                    @Override
                    public void refused(String why) {
                        done.failed(invalid("/channel", why));
                    }
                });
    }

    private void append(Channel channel, Reply<Long> done) {
        List<OwnMessage> entries = new ArrayList<>(messages.size());
        long next = channel.messages().lastSequence() + 1;
        long floor = channel.messages().lastTimestampEpochNanos();
        for (StoredMessage message : messages) {
            entries.add(
                    new OwnMessage(
                            channel.channelBytes(),
                            operation.renumber() ? next++ : message.sequence(),
                            Math.max(floor, message.timestampEpochNanos()),
                            message.reply().getBytes(StandardCharsets.UTF_8),
                            message.data().toByteBuf(),
                            NO_NOTE,
                            ""));
        }
        publishing.appendOwn(
                channel,
                entries,
                Outcome.of(done::succeeded, why -> done.failed(failure(channel, why))));
    }

    /** The store may have taken some of them before it refused one. */
    private Failure failure(Channel channel, StoreException why) {
        return new Failure.StoreFailed(
                why.kind(),
                "%s (%s ends with %s now)"
                        .formatted(
                                why.getMessage(),
                                channel.channel(),
                                number(channel.messages().lastSequence())));
    }
}
