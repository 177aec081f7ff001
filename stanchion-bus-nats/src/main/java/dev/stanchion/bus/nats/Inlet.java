package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.nats.link.Link;
import dev.stanchion.nats.link.LinkSubscription;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.wire.PubOp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all comes in that clients send: one link, since only on one connection messages of one
 * client on several subjects keep their order. Confined to the first shard's loop, except {@link
 * #subscribe}, {@link #newInbox} and {@link #behindArrivals}.
 */
final class Inlet {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);

    private final NatsLoop loop;
    private final PrivateInboxes inboxes;
    private final List<Handover> waiting = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Arrival arrival;
    private boolean isFencing;

    /** A task for a shard behind what has arrived. */
    private record Handover(NatsLoop loop, Runnable task) {}

    Inlet(NatsLoop loop, String secret) {
        this.loop = loop;
        this.inboxes = new PrivateInboxes(secret);
    }

    /** Tells it its link, before that opens. */
    void comeBy(Link brings) {
        link = brings;
        loop.execute(() -> brings.subscribe(bytes(inboxes.wildcard()), this::onPrivate));
    }

    private static byte[] bytes(String subject) {
        return subject.getBytes(StandardCharsets.UTF_8);
    }

    private Link link() {
        Link known = link;
        if (known == null) {
            throw new IllegalStateException("nobody has told the inlet its link");
        }
        return known;
    }

    /** Any thread. */
    String newInbox(String secret) {
        return inboxes.next(secret);
    }

    /** Any thread. */
    Registration subscribe(String subject, BusHandler handler) {
        Subscribed subscribed = new Subscribed(subject, handler);
        inOrder(subscribed::open);
        return subscribed;
    }

    /** Tasks of the first shard itself run at once: what it publishes next may need them. */
    private void inOrder(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** One subscription, from the moment that its loop gets to it. */
    private final class Subscribed implements Registration {
        private final String subject;
        private final BusHandler handler;
        private final AtomicBoolean isClosed = new AtomicBoolean();
        private @Nullable LinkSubscription subscription;

        Subscribed(String subject, BusHandler handler) {
            this.subject = subject;
            this.handler = handler;
        }

        private void open() {
            if (isClosed.get()) {
                return;
            }
            if (inboxes.has(subject)) {
                inboxes.open(subject, handler);
            } else {
                subscription = link().subscribe(bytes(subject), message -> show(message, handler));
            }
        }

        @Override
        public void close() {
            if (isClosed.compareAndSet(false, true)) {
                inOrder(this::end);
            }
        }

        private void end() {
            LinkSubscription opened = subscription;
            if (opened != null) {
                link().unsubscribe(opened);
            } else if (inboxes.has(subject)) {
                inboxes.close(subject);
            }
        }
    }

    private void show(PubOp message, BusHandler handler) {
        try {
            handler.onMessage(shown(message));
        } catch (RuntimeException e) {
            LOG.error("A message could not be handled", e);
        }
    }

    private Arrival shown(PubOp message) {
        Arrival known = arrival;
        if (known == null || !known.isOf(message)) {
            known = new Arrival(message, new ClusterOrigin(link()));
            arrival = known;
        }
        return known;
    }

    private void onPrivate(PubOp message) {
        BusHandler handler = inboxes.find(shown(message));
        if (handler != null) {
            show(message, handler);
        }
    }

    /**
     * Runs a task on a shard when all has been handled that the server had for us until now. Any
     * thread.
     */
    void behindArrivals(NatsLoop shard, Runnable task) {
        loop.execute(() -> {
            waiting.add(new Handover(shard, task));
            if (!isFencing) {
                fence();
            }
        });
    }

    private void fence() {
        if (!link().isUp()) {
            handOver(waiting.size());
            return;
        }
        isFencing = true;
        int count = waiting.size();
        link().fence(() -> {
            isFencing = false;
            handOver(count);
            if (!waiting.isEmpty()) {
                fence();
            }
        });
    }

    /** At the end of the turn, when what arrived in it is on its way to the shards. */
    private void handOver(int count) {
        List<Handover> due = List.copyOf(waiting.subList(0, count));
        waiting.subList(0, count).clear();
        loop.atEndOfTurn(() -> due.forEach(each -> each.loop().execute(each.task())));
    }

    /** The link is lost: nothing more arrives that was sent before. */
    void disconnected() {
        isFencing = false;
        handOver(waiting.size());
    }
}
