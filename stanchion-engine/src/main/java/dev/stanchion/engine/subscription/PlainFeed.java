package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The position of a subscription that shares it with nobody, durable or not. */
@ShardOwned
public final class PlainFeed extends Feed {
    private @Nullable Subscription subscription;

    public PlainFeed(Source source) {
        super(source);
    }

    @Override
    public String queueGroup() {
        return "";
    }

    @Override
    public void join(Subscription owner) {
        subscription = owner;
    }

    @Override
    public boolean outlasts(Subscription owner) {
        return owner.terms().durable();
    }

    /** The owner keeps it while it is offline. */
    @Override
    public void keepLast(Subscription owner) {}

    @Override
    public void leave(Subscription owner) {
        subscription = null;
    }

    /** Nobody else has a share in it. */
    @Override
    public void dealOut(Subscription owner) {}

    /** Nobody waits for it but the owner, which has found it. */
    @Override
    public void placed() {}

    /** Without its owner nobody needs it. */
    @Override
    public void placeByNext() {}

    @Override
    public List<Subscription> subscriptions() {
        return subscription == null ? List.of() : List.of(subscription);
    }

    @Override
    protected int room() {
        return subscription == null ? 0 : subscription.room();
    }

    @Override
    protected void send(long sequence, ByteBuf buffer, int index, int length) {
        if (subscription != null) {
            subscription.send(sequence, buffer, index, length);
        }
    }

    @Override
    protected void acknowledge(Subscription receiver, long sequence) {
        if (receiver.settleForGood(sequence)) {
            pump();
        }
    }

    @Override
    protected void sendAgain(
            Subscription receiver, long sequence, ByteBuf buffer, int index, int length) {
        receiver.sendAgain(sequence, buffer, index, length);
    }

    @Override
    protected boolean isBlocked(Subscription receiver) {
        return !receiver.isReading();
    }

    /** What was sent may have arrived, and its acknowledgement may come with whoever comes back. */
    @Override
    protected void receiverGone(Subscription receiver) {}

    @Override
    protected void ready(Subscription receiver) {
        receiver.proceed();
        pump();
    }

    @Override
    protected boolean isSuspended(Subscription receiver) {
        return receiver.isFailing();
    }
}
