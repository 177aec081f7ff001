package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The position of a single subscription, durable or not. */
@ShardOwned
public final class PlainDispatcher extends Dispatcher {
    private @Nullable Subscription subscription;

    public PlainDispatcher(Source source) {
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

    /** No other subscription shares the position. */
    @Override
    public void dealOut(Subscription owner) {}

    /** Only the owner waits for the position, and the owner has found it. */
    @Override
    public void placed() {}

    /** The position ends with its owner. */
    @Override
    public void placeByNext() {}

    @Override
    public List<Subscription> subscriptions() {
        return subscription == null ? List.of() : List.of(subscription);
    }

    @Override
    protected @Nullable Subscription heir() {
        return subscription;
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
            roomIsFree();
        } else {
            history().unmatchedAck();
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

    /** The messages may have arrived, and the client may acknowledge them when it is back. */
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
