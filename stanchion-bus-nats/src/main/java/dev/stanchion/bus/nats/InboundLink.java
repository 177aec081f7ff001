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
 * Receives all messages of clients, on one connection, because messages of one client on several
 * subjects keep their order only on one connection. Confined to the first shard's loop, except
 * {@link #subscribe}, {@link #newInbox} and {@link #afterArrivals}.
 */
final class InboundLink {
    private static final Logger LOG = LoggerFactory.getLogger(InboundLink.class);

    private final NatsLoop loop;
    private final PrivateInboxes inboxes;
    private final List<Handover> waiting = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Arrival arrival;
    private boolean isFencing;

    /** A task that a shard runs after the messages that have arrived. */
    private record Handover(NatsLoop loop, Runnable task) {}

    InboundLink(NatsLoop loop, String secret) {
        this.loop = loop;
        this.inboxes = new PrivateInboxes(secret);
    }

    /** Sets the link that brings the messages, before it opens. */
    void use(Link brings) {
        link = brings;
        loop.execute(() -> brings.subscribe(bytes(inboxes.wildcard()), this::onPrivate));
    }

    private static byte[] bytes(String subject) {
        return subject.getBytes(StandardCharsets.UTF_8);
    }

    private Link link() {
        Link known = link;
        if (known == null) {
            throw new IllegalStateException("the link is not set");
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

    /**
     * Runs a task in order. A task of the first shard itself runs at once, because the shard's next
     * message may need it.
     */
    private void inOrder(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** One subscription. It takes effect when the loop runs its task. */
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
     * Runs a task on a shard after all messages that the server has queued for this link until now.
     * Any thread.
     */
    void afterArrivals(NatsLoop shard, Runnable task) {
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

    /**
     * Hands tasks over at the end of the turn, after the messages of the turn have been passed to
     * the shards.
     */
    private void handOver(int count) {
        List<Handover> due = List.copyOf(waiting.subList(0, count));
        waiting.subList(0, count).clear();
        loop.atEndOfTurn(() -> due.forEach(each -> each.loop().execute(each.task())));
    }

    /** Hands all tasks over, because earlier messages can no longer arrive on a lost link. */
    void disconnected() {
        isFencing = false;
        handOver(waiting.size());
    }
}
