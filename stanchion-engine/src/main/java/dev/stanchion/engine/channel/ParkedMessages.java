package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.PlainDispatcher;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import dev.stanchion.protocol.ParkedNote;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a channel of parked messages are open: neither redriven nor dropped. They are
 * the pending messages of a durable that no client can use, because no client can have its ID. So
 * they survive restarts as any position does. Messages behind that position are open, too: a crash
 * has come between the message and the record.
 */
@ShardOwned
public final class ParkedMessages {
    /** An ID that the syntax of client IDs does not permit. */
    static final String CLIENT_ID = "stanchion.parked";

    /** The durable name. */
    public static final String DURABLE_NAME = "_parked";

    /** So many messages are added before those are looked for that limits have removed. */
    private static final int ADDED_BETWEEN_LOOKS = 1024;

    private ParkedMessages() {}

    /** A message has been stored that is open. */
    public static void add(Channel channel, long sequence, ParkedNote note) {
        Subscription open = find(channel);
        if (open == null) {
            open = begin(channel, sequence);
            channel.parked().isNew();
        }
        catchUp(channel, open);
        channel.parked().added(sequence, note);
        if (sequence % ADDED_BETWEEN_LOOKS == 0) {
            forgetRemoved(channel, open);
        }
    }

    /**
     * Returns the sequences of the open messages in ascending order; empty if there are none. Those
     * that clients have published there are among them.
     */
    static long[] open(Channel channel) {
        Subscription open = find(channel);
        if (open == null) {
            return new long[0];
        }
        catchUp(channel, open);
        return forgetRemoved(channel, open);
    }

    /** A message is not open any more. */
    public static void settle(Channel channel, long sequence) {
        Subscription open = find(channel);
        if (open != null) {
            open.settleForGood(sequence);
        }
        channel.parked().settled(sequence);
    }

    /** Returns whether a message is open. */
    static boolean isOpen(Channel channel, long sequence) {
        Subscription open = find(channel);
        return open != null && open.isPending(sequence);
    }

    /** Returns whether a position keeps the open messages, and no client's place. */
    public static boolean isKeptBy(Dispatcher position) {
        return position.name().clientId().equals(CLIENT_ID);
    }

    private static @Nullable Subscription find(Channel channel) {
        return channel.interest().durable(CLIENT_ID, DURABLE_NAME);
    }

    private static Subscription begin(Channel channel, long sequence) {
        Terms terms = new Terms(CLIENT_ID, "", "", "", 1, 1, DURABLE_NAME, true, "");
        Dispatcher position = new PlainDispatcher(channel);
        Subscription open =
                new Subscription(
                        channel.interest().nextId(channel.records().highestId()),
                        position,
                        terms,
                        null);
        position.join(open);
        open.restoredDormant();
        position.startAt(sequence);
        open.raiseLastSent(sequence - 1);
        channel.interest().begin(position);
        channel.interest().add(open);
        channel.records().put(open.record());
        return open;
    }

    /** Takes what is durable as sent. */
    private static void catchUp(Channel channel, Subscription open) {
        ChannelLog log = channel.messages();
        Dispatcher position = open.dispatcher();
        for (long next = Math.max(position.nextSequence(), log.firstSequence());
                next <= channel.durableSequence();
                next++) {
            open.keepOpen(next);
            position.startAt(next + 1);
        }
    }

    /** Forgets what limits have removed, and returns the others. Visits all. */
    private static long[] forgetRemoved(Channel channel, Subscription open) {
        long first = channel.messages().firstSequence();
        long[] sequences = open.lowestPending(Integer.MAX_VALUE);
        int removed = 0;
        while (removed < sequences.length && sequences[removed] < first) {
            open.settleForGood(sequences[removed]);
            removed++;
        }
        return Arrays.copyOfRange(sequences, removed, sequences.length);
    }
}
