package dev.stanchion.server.term;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.engine.spi.UnheardSubjects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bus for one term. Safe for use by many threads.
 *
 * <p>{@link #mute} silences a deposed engine at once: nobody shall get an answer or a message from
 * a server that is not active any more. {@link #close} ends all its registrations.
 */
public final class TermBus implements Bus, AutoCloseable {
    private static final Registration NONE = () -> {};

    private final Bus bus;
    private final Set<Registration> registrations = ConcurrentHashMap.newKeySet();
    private volatile boolean isMute;
    private volatile boolean isClosed;

    public TermBus(Bus bus) {
        this.bus = bus;
    }

    /** Sends nothing from now on. Whoever publishes believes that it was sent. */
    public void mute() {
        isMute = true;
    }

    boolean isMute() {
        return isMute;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return isClosed ? NONE : kept(bus.subscribe(subject, handler));
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return isClosed ? NONE : kept(bus.watchInterest(subject, shard, listener));
    }

    private Registration kept(Registration opened) {
        Registration kept =
                new Registration() {
                    @Override
                    public void close() {
                        registrations.remove(this);
                        opened.close();
                    }
                };
        registrations.add(kept);
        if (isClosed) {
            kept.close(); // closed meanwhile by another thread
        }
        return kept;
    }

    @Override
    public String newInbox(Entropy entropy) {
        return bus.newInbox(entropy);
    }

    @Override
    public Destination destination(String subject) {
        return new TermDestination(bus.destination(subject), this);
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return bus.mayHaveInterest(subject);
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        bus.tellUnheard(
                shard,
                (to, source, index, length) -> {
                    if (!isClosed) {
                        listener.onUnheard(to, source, index, length);
                    }
                });
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        bus.takeUnheard(shard, listener);
    }

    /** Ends all registrations. Watches end on their shards, which must have nothing to do now. */
    @Override
    public void close() {
        isMute = true;
        isClosed = true;
        registrations.forEach(Registration::close);
    }
}
