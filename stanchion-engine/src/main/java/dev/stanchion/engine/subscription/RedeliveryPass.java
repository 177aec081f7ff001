package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;

/**
 * One walk through messages to be sent again, fixed when it begins: read from the log in runs of
 * neighbours, sent one by one unless they were acknowledged meanwhile. A message that the log no
 * longer has counts as acknowledged.
 */
@ShardOwned
final class RedeliveryPass extends ReadLoop {

    /** Which of the messages are sent. */
    enum Rule {
        /** All messages. */
        ALL,
        /**
         * The messages that were published longer than an ack wait ago; the others get that time as
         * their deadline. For a restart, after which the times of sending are not known.
         */
        BY_TIMESTAMP
    }

    private final Redelivery owner;
    private final long[] sequences;
    private final Rule rule;
    private final Runnable sent;
    private int at;
    private boolean refused;
    private int atBeforeRead;

    RedeliveryPass(Redelivery owner, long[] sequences, Rule rule, Runnable sent) {
        this.owner = owner;
        this.sequences = sequences;
        this.rule = rule;
        this.sent = sent;
    }

    /** Goes on until it is over, or has to wait for the log or the receiver. */
    @Override
    protected boolean hasNext() {
        if (!owner.isCurrent(this)) {
            return false;
        }
        skipSettled();
        if (at == sequences.length) {
            owner.ended(this, sent);
            return false;
        }
        return !isBlocked(); // relief calls again
    }

    private void skipSettled() {
        while (at < sequences.length && !owner.window().contains(sequences[at])) {
            at++;
        }
    }

    /** Reads a run of neighbours. */
    @Override
    protected void read() {
        int end = at + 1;
        while (end < sequences.length && sequences[end] == sequences[end - 1] + 1) {
            end++;
        }
        refused = false;
        atBeforeRead = at;
        owner.dispatcher().source().messages().read(sequences[at], end - at, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (!owner.isCurrent(this)) {
            return false;
        }
        skipTo(sequence);
        if (!isExpected() || sequences[at] != sequence) {
            if (at == atBeforeRead) {
                gone(sequences[at++]); // the log jumped over it
            }
            return false;
        }
        if (isBlocked()) {
            refused = true; // its receiver has gone while the log was being read
            return false;
        }
        at++;
        if (owner.window().contains(sequence)) {
            take(sequence, timestampEpochNanos, buffer, index, length);
        }
        return owner.isCurrent(this)
                && isExpected()
                && sequences[at] == sequence + 1
                && !isBlocked();
    }

    /**
     * The messages of a durable wait for the client that resumes it; other members have no share in
     * them.
     */
    private boolean isBlocked() {
        Subscription subscription = owner.subscription();
        if (owner.dispatcher().isHeld()) {
            return true;
        }
        return subscription.keepsBacklog()
                ? subscription.isCongested()
                : owner.dispatcher().isBlocked(subscription);
    }

    private boolean isExpected() {
        return at < sequences.length;
    }

    /** Returns whether the current place is still in the run that is being read. */
    private boolean isAscending() {
        return at == atBeforeRead || sequences[at] == sequences[at - 1] + 1;
    }

    private void take(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        switch (rule) {
            case ALL -> sendAgain(sequence, timestampEpochNanos, buffer, index, length);
            case BY_TIMESTAMP -> {
                // negative if the clock was set back, so that no message waits longer
                long sentAt = timestampEpochNanos + owner.dispatcher().delayNanos();
                long age = Math.max(0, owner.shard().epochNanos() - sentAt);
                long left = owner.subscription().ackWaitNanos() - age;
                if (left <= 0) {
                    sendAgain(sequence, timestampEpochNanos, buffer, index, length);
                } else {
                    owner.window().put(sequence, owner.shard().elapsedNanos() + left);
                }
            }
        }
    }

    private void sendAgain(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        Attempts attempts = owner.dispatcher().attempts();
        if (attempts == null) {
            send(sequence, buffer, index, length);
            return;
        }
        switch (attempts.verdict(owner.subscription(), sequence)) {
            case SEND -> send(sequence, buffer, index, length);
            case WAIT -> {}
            case PARK ->
                    attempts.parkingPlace()
                            .park(
                                    owner.subscription(),
                                    sequence,
                                    timestampEpochNanos,
                                    buffer,
                                    index,
                                    length);
        }
    }

    private void send(long sequence, ByteBuf buffer, int index, int length) {
        Subscription subscription = owner.subscription();
        if (subscription.keepsBacklog()) {
            // the resuming client gets its old messages, even if others have joined its group since
            subscription.sendAgain(sequence, buffer, index, length);
        } else {
            owner.dispatcher().sendAgain(subscription, sequence, buffer, index, length);
        }
    }

    private void gone(long sequence) {
        owner.subscription().settleForGood(sequence);
    }

    @Override
    public void onEnd(long nextSequence) {
        owner.dispatcher().recordAttempts();
        if (owner.isCurrent(this) && at == atBeforeRead && isExpected() && !refused) {
            gone(sequences[at++]); // nothing is left from here on
        }
        ended();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (owner.dispatcher().source().delivery().fence().stops(why)) {
            return;
        }
        owner.dispatcher()
                .source()
                .delivery()
                .unreadable()
                .happened(
                        "%d of %s is not sent again to subscription %d: %s"
                                .formatted(
                                        sequence,
                                        owner.dispatcher().source().channel(),
                                        owner.subscription().id(),
                                        why.getMessage()),
                        why);
        if (owner.isCurrent(this)) {
            skipTo(sequence);
            if (isExpected() && sequences[at] == sequence) {
                giveUpOn(sequences[at++], why);
            }
        }
        ended();
    }

    /** A message with damaged bytes is gone for good. If reading failed, it may work later. */
    private void giveUpOn(long sequence, StoreException why) {
        if (why.kind() == StoreException.Kind.CORRUPT) {
            gone(sequence);
        } else if (owner.window().contains(sequence)) {
            owner.window().put(sequence, owner.nextDeadlineNanos(sequence));
        }
    }

    /** The log has nothing of the run being read before this sequence. */
    private void skipTo(long sequence) {
        while (isExpected() && sequences[at] < sequence && isAscending()) {
            gone(sequences[at++]);
        }
    }
}
