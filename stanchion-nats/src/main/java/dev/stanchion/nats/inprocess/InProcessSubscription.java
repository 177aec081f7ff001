package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscription of an in-process handler. Safe for use by many threads. */
class InProcessSubscription extends Receiver implements Registration {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessSubscription.class);
    private static final byte[] NO_QUEUE = {};

    private final SubjectRouter<Receiver> router;
    private final Set<InProcessSubscription> all;
    private final InProcessHandler handler;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param all the list that contains it until it is closed
     */
    InProcessSubscription(
            SubjectRouter<Receiver> router,
            Set<InProcessSubscription> all,
            byte[] subject,
            InProcessHandler handler) {
        super(subject, NO_QUEUE);
        this.router = router;
        this.all = all;
        this.handler = handler;
    }

    @Override
    public boolean deliver(RoutedMessage message, TurnLoop loop) {
        if (closed.get()) {
            return false;
        }
        try {
            handler.onMessage(message);
        } catch (RuntimeException | Error e) {
            LOG.error("An in-process subscriber failed", e);
        }
        return true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            router.remove(this);
            all.remove(this);
        }
    }

    SubscriptionSnapshot snapshot() {
        return new SubscriptionSnapshot(
                new String(subject(), StandardCharsets.UTF_8), "", "", 0, 0, 0);
    }

    @Override
    protected boolean countsAsInterest() {
        return false;
    }

    @Override
    public boolean isOnOpenConnection() {
        return false;
    }

    @Override
    public boolean isCongested() {
        return false;
    }

    @Override
    public void whenRelieved(Runnable task) {
        task.run();
    }
}
