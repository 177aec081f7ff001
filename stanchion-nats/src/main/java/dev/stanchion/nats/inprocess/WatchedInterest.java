package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.routing.InterestWatch;
import dev.stanchion.nats.routing.SubjectRouter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One follower of a subject. The router says on any thread that something has changed; what is told
 * is what the watch says once the loop gets to it, so tasks that overtake each other tell nothing
 * wrong. Safe for use by many threads.
 */
final class WatchedInterest implements Registration {
    private static final long NOTHING = -1;

    private final SubjectRouter<Receiver> router;
    private final NatsLoop loop;
    private final InterestListener listener;
    private final InterestWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What the listener was told last. Confined to the loop. */
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
     * Under the router's lock, on the loop of the connection that subscribed or not. Hooks that the
     * connection's messages have caused are before this one.
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
