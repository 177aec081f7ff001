package dev.stanchion.engine.subscription;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Whether anyone listens on the inbox of a subscription, as far as the bus knows. A client whose
 * connection has ended stays subscribed, and may come back to the same inbox; meanwhile whatever is
 * sent there is lost.
 *
 * <p>Differs: NATS Streaming does not look, and notices a loss when the ack wait is over ({@code
 * spec/streaming.md} 6.6).
 */
@ShardOwned
final class Presence implements InterestListener {
    private final Subscription subscription;
    private @Nullable Registration watch;
    private boolean absent;
    private long absentSinceNanos;

    Presence(Subscription subscription) {
        this.subscription = subscription;
    }

    /** Returns whether the inbox certainly has no subscriber. */
    boolean isAbsent() {
        return absent;
    }

    /** Returns since when that is so, as an elapsed time. */
    long absentSinceNanos() {
        return absentSinceNanos;
    }

    /** Returns whether the bus reports it when the receiver leaves or comes back. */
    boolean isFollowed() {
        return watch != null;
    }

    /**
     * Begins to follow the inbox. If it has no subscriber now, it counts as absent from the start.
     */
    void follow(String inbox, Delivery delivery) {
        end();
        if (!delivery.followsReceivers()) {
            return;
        }
        if (Subjects.isLiteral(inbox)) {
            watch = delivery.bus().watchInterest(inbox, delivery.shard(), this);
            absent = !delivery.bus().mayHaveInterest(inbox);
        } else {
            absent = true; // nothing can be sent there, nor will it ever
        }
        absentSinceNanos = delivery.shard().elapsedNanos();
    }

    void end() {
        absent = false;
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    @Override
    public void onPresent() {
        if (absent) {
            absent = false;
            subscription.receiverBack();
        }
    }

    @Override
    public void onAbsent() {
        if (!absent) {
            absent = true;
            absentSinceNanos = subscription.dispatcher().source().delivery().nowNanos();
            subscription.receiverGone();
        }
    }

    @Override
    public void onLost(long sequence) {
        subscription.lost(sequence);
    }
}
