package dev.stanchion.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link StreamingClient} registered: one {@link StreamingConnection} after the other, each
 * with all subscriptions and publishes.
 *
 * <p>Attempts, losses and adoptions happen on the scheduler's one thread, one after the other. The
 * other methods are safe for use by many threads.
 *
 * <pre>
 * CONNECTING → CONNECTED ⇄ RECOVERING → FAILED
 * each of them → CLOSED
 * </pre>
 */
final class Healer {
    private static final Logger LOG = LoggerFactory.getLogger(Healer.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ClientSettings settings;
    private final HandlersOfClient handlers;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Set<HealingSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<HealingSubscription> refused = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<StreamingException>> atEnd = ConcurrentHashMap.newKeySet();
    private final OutgoingPublishes publishes;
    private final StatusOfClient status = new StatusOfClient();

    private volatile @Nullable StreamingConnection current;

    /** These belong to the scheduler's thread. */
    private int attempts;

    private long lostNanos;
    private long connectedNanos;
    private long refusedNanos;

    Healer(ClientSettings settings) {
        this.settings = settings;
        this.handlers = new HandlersOfClient(settings);
        this.publishes =
                new OutgoingPublishes(
                        this, settings.connect(), settings.recovery().uncertainPublishes());
        this.scheduler =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "stanchion-client-recovery");
                            thread.setDaemon(true);
                            return thread;
                        },
                        new ThreadPoolExecutor.DiscardPolicy());
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /**
     * Connects for the first time.
     *
     * @throws StreamingException as {@link StreamingConnection#connect}, unless it recovers
     */
    void start() {
        try {
            scheduler.submit(this::attemptFirst).get();
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof StreamingException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            close();
            throw Failures.interrupted("connect", e);
        }
        var unused =
                scheduler.scheduleWithFixedDelay(
                        this::tick, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attemptFirst() {
        lostNanos = System.nanoTime();
        try {
            adopt(connect());
        } catch (StreamingException e) {
            if (!settings.recoversAtStart() || Recovery.isFinal(e)) {
                throw e;
            }
            status.problem(e);
            scheduleAttempt();
        }
    }

    private void scheduleAttempt() {
        Duration wait = settings.recovery().waitBefore(attempts++, ThreadLocalRandom.current());
        var unused = schedule(this::attempt, wait);
    }

    private void attempt() {
        try {
            adopt(connect());
        } catch (StreamingException e) {
            Duration sinceLoss = Duration.ofNanos(System.nanoTime() - lostNanos);
            if (Recovery.isFinal(e) || settings.recovery().isOver(sinceLoss)) {
                giveUp(e);
            } else {
                LOG.debug("Not recovered yet: {}", e.problem());
                status.problem(e);
                scheduleAttempt();
            }
        }
    }

    private StreamingConnection connect() {
        Registration registration = new Registration();
        StreamingConnection connection =
                StreamingConnection.connect(
                        settings.connect().with(clientIds(), registration),
                        StreamingConnection.Handlers.shared(handlers.threads()));
        registration.connection = connection;
        connection.onKnownAgain(registration::sendAgain);
        return connection;
    }

    /** The ID of before comes first. */
    private ClientId clientIds() {
        String last = status.clientId();
        List<String> all = settings.connect().clientId().candidates();
        return last.isEmpty()
                ? settings.connect().clientId()
                : new ClientId(
                        Stream.concat(Stream.of(last), all.stream().filter(id -> !id.equals(last)))
                                .toList());
    }

    private void adopt(StreamingConnection connection) {
        current = connection;
        if (!status.isUsable()) {
            connection.close();
            return;
        }
        List<String> gaps = new ArrayList<>();
        String before = status.clientId();
        if (!before.isEmpty() && !before.equals(connection.clientId())) {
            gaps.add(
                    "client ID %s in place of %s, whose durables wait for it"
                            .formatted(connection.clientId(), before));
        }
        int resubscribed = attachAll(connection, gaps);
        publishes.resume(connection);
        long now = System.nanoTime();
        Duration after = Duration.ofNanos(now - lostNanos);
        connectedNanos = now;
        boolean isFirst = before.isEmpty();
        status.connected(connection.clientId());
        if (isFirst) {
            emit(new ClientEvent.Connected(connection.clientId(), connection.link().serverUrl()));
        } else {
            meters().recovered(after);
            emit(new ClientEvent.Recovered(connection.clientId(), after, resubscribed, gaps));
        }
    }

    private int attachAll(StreamingConnection connection, List<String> gaps) {
        int attached = 0;
        for (HealingSubscription subscription : subscriptions) {
            try {
                subscription.attach(connection);
                attached++;
            } catch (StreamingException e) {
                if (e.kind() != StreamingException.Kind.REFUSED) {
                    current = null;
                    connection.close();
                    throw e;
                }
                refused(subscription, e);
                gaps.add(subscription + ": " + e.problem());
            }
        }
        return attached;
    }

    private void lost(StreamingConnection connection, StreamingException reason) {
        if (connection != current || !status.isUsable()) {
            return;
        }
        current = null;
        lostNanos = System.nanoTime();
        // Two clients that take the ID from each other again and again do so at the longest wait.
        if (lostNanos - connectedNanos > settings.recovery().longest().toNanos()) {
            attempts = 0;
        }
        status.lost(reason);
        meters().lost();
        emit(new ClientEvent.Lost(reason));
        if (settings.recovery().isOver(Duration.ZERO)) {
            giveUp(reason);
        } else {
            scheduleAttempt();
        }
    }

    private void giveUp(StreamingException reason) {
        if (status.failed(reason)) {
            publishes.end(reason);
            atEnd.forEach(listener -> listener.accept(reason));
            emit(new ClientEvent.Failed(reason));
        }
    }

    /** Takes note of a subscription that the server does not take at present. */
    void refused(HealingSubscription subscription, StreamingException reason) {
        refused.add(subscription);
        refusedNanos = System.nanoTime();
        emit(new ClientEvent.Refused(subscription, reason));
    }

    private void tick() {
        try {
            subscriptions.forEach(HealingSubscription::checkPace);
            long waited = System.nanoTime() - refusedNanos;
            if (!refused.isEmpty() && waited > settings.recovery().longest().toNanos()) {
                askAgain();
            }
        } catch (RuntimeException e) {
            LOG.error("A check of the subscriptions failed", e);
        }
    }

    private void askAgain() {
        StreamingConnection connection = current;
        if (connection == null) {
            return;
        }
        refusedNanos = System.nanoTime();
        refused.removeIf(subscription -> isTakenNow(subscription, connection));
    }

    private static boolean isTakenNow(
            HealingSubscription subscription, StreamingConnection connection) {
        try {
            subscription.attach(connection);
            return true;
        } catch (StreamingException e) {
            LOG.debug("Still refused: {}: {}", subscription, e.problem());
            return false;
        }
    }

    Subscription subscribe(String channel, SubscriptionOptions options, MessageHandler handler) {
        ChannelSyntax.check(channel);
        status.checkUsable();
        HealingSubscription subscription = new HealingSubscription(this, channel, options, handler);
        subscriptions.add(subscription);
        StreamingConnection connection = current;
        if (connection != null) {
            try {
                subscription.attach(connection);
            } catch (StreamingException e) {
                if (e.kind() != StreamingException.Kind.LOST) { // which the recovery makes good
                    subscription.close();
                    throw e;
                }
            }
        }
        return subscription;
    }

    /** Calls the listener when the client gives up or is closed. */
    void atEnd(Consumer<StreamingException> listener) {
        atEnd.add(listener);
    }

    void notAtEnd(Consumer<StreamingException> listener) {
        atEnd.remove(listener);
    }

    CompletableFuture<PublishAck> publish(String channel, byte[] data) {
        ChannelSyntax.check(channel);
        status.checkUsable();
        return publishes.publish(channel, data);
    }

    boolean isInContinuation() {
        StreamingConnection connection = current;
        return connection != null && connection.link().isOnProtocolThread();
    }

    /** Returns false if it was not connected in time. */
    boolean awaitConnected(Duration patience) {
        status.checkUsable();
        try {
            status.whenConnected()
                    .get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            status.checkUsable();
            return false;
        } catch (InterruptedException e) {
            throw Failures.interrupted("wait for the connection", e);
        }
    }

    ClientStatus status() {
        StreamingConnection connection = current;
        return status.snapshot(
                connection == null ? "" : connection.link().serverUrl(), subscriptions.size());
    }

    boolean isUsable() {
        return status.isUsable();
    }

    /**
     * Throws why the client has ended, if it has.
     *
     * @throws StreamingException ({@code CLOSED}, or why it has given up)
     */
    void checkUsable() {
        status.checkUsable();
    }

    boolean isCurrent(StreamingConnection connection) {
        return connection == current;
    }

    void forget(HealingSubscription subscription) {
        subscriptions.remove(subscription);
        refused.remove(subscription);
    }

    ClientMeters meters() {
        return settings.meters();
    }

    void emit(ClientEvent event) {
        handlers.tell(event);
    }

    /** Runs a task on the scheduler's thread. */
    void execute(Runnable task) {
        scheduler.execute(task);
    }

    /** Runs a task on the scheduler's thread later. */
    Future<?> schedule(Runnable task, Duration delay) {
        return scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    HandlersOfClient handlers() {
        return handlers;
    }

    void close() {
        if (!status.closed()) {
            return;
        }
        StreamingException reason = Failures.closed("the client");
        publishes.end(reason);
        atEnd.forEach(listener -> listener.accept(reason));
        StreamingConnection connection = current;
        if (connection != null) {
            connection.close(settings.shutdownTimeout());
        }
        scheduler.shutdownNow(); // an attempt to connect ends by the interrupt
        handlers.end();
    }

    /** Passes the news of one connection on. */
    private final class Registration implements ConnectionListener {
        private volatile @Nullable StreamingConnection connection;
        private volatile long brokenNanos;

        @Override
        public void onDisconnected() {
            brokenNanos = System.nanoTime();
            emit(new ClientEvent.Disconnected());
        }

        @Override
        public void onReconnected() {
            emit(new ClientEvent.Reconnected(Duration.ofNanos(System.nanoTime() - brokenNanos)));
        }

        private void sendAgain() {
            execute(() -> {
                StreamingConnection again = connection;
                if (again != null) {
                    publishes.resendOlderThan(again, brokenNanos);
                    publishes.resume(again);
                }
            });
        }

        @Override
        public void onLost(StreamingException reason) {
            execute(() -> {
                StreamingConnection ended = connection;
                if (ended != null) {
                    lost(ended, reason);
                }
            });
        }
    }
}
