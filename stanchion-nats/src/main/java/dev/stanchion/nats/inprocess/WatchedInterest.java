package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.routing.InterestWatch;
import dev.stanchion.nats.routing.SubjectRouter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The watch of one listener for a subject. The router reports a change on any thread. The loop then
 * reads the current state of the watch and calls the listener, so the order of these tasks does not
 * matter. Safe for use by many threads.
 */
final class WatchedInterest implements Registration {
    private static final long NOTHING = -1;

    private final SubjectRouter<Receiver> router;
    private final NatsLoop loop;
    private final InterestListener listener;
    private final InterestWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The state that the listener knows. Confined to the loop. */
    private long told = NOTHING;

    WatchedInterest(
            SubjectRouter<Receiver> router,
            byte[] subject,
            NatsLoop loop,
            InterestListener listener) {
        this.router = router;
        this.loop = loop;
        this.listener = listener;
        this.watch = new InterestWatch(subject, this::passOn);
    }

    void begin() {
        router.watch(watch);
        loop.execute(this::tell);
    }

    /**
     * Passes a change on to the loop. Called under the router's lock, on the loop of the connection
     * that subscribed or unsubscribed. Hooks of the connection's earlier messages run before this
     * one.
     */
    private void passOn() {
        TurnLoop here = LoopThread.currentLoop();
        if (here == null) {
            loop.execute(this::tell);
        } else {
            here.atEndOfTurn(() -> loop.execute(this::tell));
        }
    }

    private void tell() {
        long before = told;
        long now = watch.changes();
        if (closed.get() || now == before) {
            return;
        }
        told = now;
        boolean allWent = before == NOTHING ? now != 1 : InterestWatch.isPresent(before);
        if (allWent) {
            listener.onAbsent();
        }
        if (InterestWatch.isPresent(now) && !closed.get()) {
            listener.onPresent();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            router.unwatch(watch);
        }
    }
}
