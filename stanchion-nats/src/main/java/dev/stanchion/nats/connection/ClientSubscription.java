package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.MessageSource;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a connection. Any loop delivers to it; only the connection's loop changes it.
 *
 * <p>An atomic counter counts the deliveries since the SUB, because several loops may deliver. The
 * caller that makes the count reach the maximum ends the subscription, be it by a delivery or by an
 * UNSUB. {@link #end} returns true to one caller only.
 */
final class ClientSubscription extends Receiver {
    private final Owner owner;
    private final byte[] sid;
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** The rules of permissions for deliveries; null for nearly all subscriptions. */
    private volatile @Nullable DeliveryRules rules;

    /** The number of deliveries after which it ends; 0 means no limit. */
    private volatile int max;

    /** The connection that subscribed. */
    interface Owner {
        /** Returns the connection's ID. */
        long id();

        /** Returns whether the connection accepts messages. Any thread. */
        boolean isOpen();

        /** Returns how much is queued for it. Any thread. */
        PendingBytes pending();

        /** Returns whether it accepts messages of this publisher (null: in process). Any loop. */
        boolean takesFrom(@Nullable MessageSource publisher);

        /** Queues a message for it. On the loop of the publisher. */
        boolean deliver(RoutedMessage message, byte[] sid, TurnLoop from);

        /** Ends a subscription after its last delivery. On any loop. */
        void exhausted(ClientSubscription subscription, TurnLoop on);
    }

    ClientSubscription(Owner owner, byte[] subject, byte[] queue, byte[] sid) {
        super(subject, queue);
        this.owner = owner;
        this.sid = sid;
    }

    byte[] sid() {
        return sid;
    }

    Owner owner() {
        return owner;
    }

    @Override
    public boolean deliver(RoutedMessage message, TurnLoop loop) {
        if (ended.get() || !owner.takesFrom(message.source())) {
            return false;
        }
        DeliveryRules restricting = rules;
        if (restricting != null && restricting.keepsBack(message)) {
            return false;
        }
        int count = delivered.incrementAndGet();
        int limit = max;
        boolean taken = (limit == 0 || count <= limit) && owner.deliver(message, sid, loop);
        if (taken && restricting != null) {
            restricting.delivered(message, loop);
        }
        if (limit != 0 && count >= limit) {
            owner.exhausted(this, loop);
        }
        return taken;
    }

    @Override
    public boolean isWordedAs(Receiver other) {
        return other instanceof ClientSubscription it && Arrays.equals(sid, it.sid);
    }

    /** Sets the rules of permissions for later deliveries. */
    void restrict(@Nullable DeliveryRules changed) {
        rules = changed;
    }

    /**
     * Sets the number of deliveries since the SUB after which it ends. Returns false if so many
     * have happened already.
     */
    boolean limitTo(int deliveries) {
        max = deliveries;
        return delivered.get() < deliveries;
    }

    /** Ends it. Returns true to the first caller, which then removes it from the router. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    SubscriptionSnapshot snapshot() {
        int limit = max;
        int count = delivered.get();
        return new SubscriptionSnapshot(
                text(subject()),
                text(queue()),
                text(sid),
                limit == 0 ? count : Math.min(count, limit),
                limit,
                owner.id());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOnOpenConnection() {
        return !ended.get() && owner.isOpen();
    }

    @Override
    public boolean isCongested() {
        return owner.pending().isCongested();
    }

    @Override
    public void whenRelieved(Runnable task) {
        owner.pending().whenRelieved(task);
    }
}
