package dev.stanchion.store.jetstream;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process on the streams of a device: its lock, and its store while it has the lease. */
final class Tenant {
    private final JetStreamDevice device;
    private final HoppingLink link;
    private final JetStreamAccess access;
    private final JetStreamLock lock;
    private @Nullable JetStreamStore store;

    Tenant(JetStreamDevice device, HoppingLink link, JetStreamAccess access) {
        this.device = device;
        this.link = link;
        this.access = access;
        this.lock = new JetStreamLock(access);
    }

    HoppingLink link() {
        return link;
    }

    JetStreamAccess access() {
        return access;
    }

    JetStreamStore store() {
        JetStreamStore open = store;
        if (open == null) {
            throw new AssertionError("the process has not taken the lease");
        }
        return open;
    }

    Sighting look() {
        return device.await(outcome -> onShard(() -> lock.look(outcome)));
    }

    Tenure claim(Sighting seen) {
        return device.await(outcome -> onShard(() -> lock.claim(seen, Basis.UNHEARD, outcome)));
    }

    /** Begins to claim. */
    void claiming(Sighting seen, Consumer<Tenure> claimed) {
        onShard(() ->
                lock.claim(
                        seen,
                        Basis.UNHEARD,
                        Outcome.of(
                                claimed,
                                why -> {
                                    throw new AssertionError(why);
                                })));
    }

    void renew() {
        device.<Outcome.Done>await(outcome -> onShard(() -> lock.renew(outcome)));
    }

    void release() {
        device.<Outcome.Done>await(outcome -> onShard(() -> lock.release(outcome)));
    }

    private void onShard(Runnable task) {
        access.registry().execute(task);
    }

    /** Takes the lease, whoever has it, and makes a store that is not open. */
    Tenure take() {
        Tenure taken = claim(look());
        store = new JetStreamStore(access, lock.claim());
        return taken;
    }

    /** Takes the lease, whoever has it, and opens the store. */
    Tenure open() {
        Tenure taken = take();
        device.<Long>await(store()::open);
        return taken;
    }

    /** Opens a store with the lease that this process has. */
    void opensWhatItHas() {
        store = new JetStreamStore(access, lock.claim());
        device.<Long>await(store()::open);
    }

    /** Opens a channel. */
    void opens(String channel) {
        device.<ChannelStore>await(outcome ->
                store().openChannel(
                                channel,
                                ChannelLimits.UNLIMITED,
                                access.registry(),
                                new Nobody(),
                                outcome));
    }

    /** Ends the store in order, and releases the lease. */
    void end() {
        device.<Outcome.Done>await(store()::drain);
        release();
    }

    /** Listens to a channel that nobody writes to. */
    private static final class Nobody implements LogListener {
        @Override
        public void onDurable(long sequence) {
            // nobody waits
        }

        @Override
        public void onInserted(int count) {
            // nobody waits
        }

        @Override
        public void onLost(StoreException why) {
            throw why;
        }
    }
}
