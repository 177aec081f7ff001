package dev.stanchion.client;

import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.CloseResponse;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.NUID;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's registration with a streaming server.
 *
 * <p>It answers the server's heartbeats and sends pings. If the TCP connection breaks, it
 * reconnects, and everything continues as long as the server still knows the client. If the server
 * does not, {@link ConnectionListener#onLost} is called and a new connection is needed.
 *
 * <p>Safe for use by many threads. {@link StreamingException} is the only exception its methods
 * throw, save for bugs.
 */
public final class StreamingConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingConnection.class);

    private enum State {
        OPEN,
        /** {@link #close()} was called; handlers finish what they are at, and acknowledge it. */
        CLOSING,
        /** The server has been told, or is being told. */
        CLOSED,
        /** The server has forgotten this connection, or cannot be reached any more. */
        LOST
    }

    private final ConnectOptions options;
    private final NatsLink link;
    private final Session session;
    private final Publishing publishes;
    private final NUID guids = new NUID();
    private final Set<ActiveSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    /** jnats reports each failed attempt to reconnect as one more disconnection. */
    private final AtomicBoolean disconnected = new AtomicBoolean();

    private volatile Runnable onKnownAgain = () -> {};

    private final CountDownLatch tornDown = new CountDownLatch(1);

    /** The thread that tells the listener about a loss, before it tears down. */
    private volatile @Nullable Thread teller;

    private final Handlers handlers;
    private final Pinger pinger;

    /**
     * Who runs handlers.
     *
     * @param threads run them
     * @param own the same, if they end with the connection; null if they do not, and then handlers
     *     may go on when the connection is lost
     */
    record Handlers(Executor threads, @Nullable ExecutorService own) {
        static Handlers ofOneConnection() {
            ExecutorService threads = HandlerThreads.unbounded();
            return new Handlers(threads, threads);
        }

        static Handlers shared(Executor threads) {
            return new Handlers(threads, null);
        }
    }

    private StreamingConnection(
            ConnectOptions options, NatsLink link, Session session, Handlers handlers) {
        this.handlers = handlers;
        this.pinger = new Pinger(link, session, this::lose);
        this.options = options;
        this.link = link;
        this.session = session;
        this.publishes = new Publishing(options, link, session, this::checkOpen);
    }

    /**
     * Connects and registers.
     *
     * @throws StreamingException {@code UNREACHABLE} if no NATS server is at the URL; {@code
     *     NO_ANSWER} if no streaming server answers, also when the cluster ID is wrong and the
     *     server does not say so; {@code REFUSED} with the server's words, such as {@code stan:
     *     clientID already registered}; {@code INTERRUPTED}
     */
    public static StreamingConnection connect(ConnectOptions options) {
        return connect(options, Handlers.ofOneConnection());
    }

    static StreamingConnection connect(ConnectOptions options, Handlers handlers) {
        NatsLink link = NatsLink.open(options);
        try {
            Session session = new Handshake(link, options).perform();
            StreamingConnection connection =
                    new StreamingConnection(options, link, session, handlers);
            connection.start();
            return connection;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private void start() {
        publishes.start();
        pinger.start();
        link.onEvent(this::onNatsEvent);
        if (link.isClosed()) {
            lose(Failures.lost("the NATS connection ended", null));
        }
    }

    /**
     * Sets what runs when the server has said that it still knows this connection, after a
     * reconnect. A server that starts takes connections of NATS before it takes publishes.
     */
    void onKnownAgain(Runnable task) {
        onKnownAgain = task;
    }

    /** Returns the client ID it registered with; of several candidates, the one that was free. */
    public String clientId() {
        return session.clientId();
    }

    /** Returns the NATS connection below. When it is closed, this connection is lost. */
    public Connection natsConnection() {
        return link.nats();
    }

    /** Returns whether the NATS connection below is there now, and is not being restored. */
    public boolean isConnected() {
        return link.isConnected();
    }

    /** Returns whether the connection is open: false after {@link #close()} and after a loss. */
    public boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /**
     * Publishes and waits until the server has stored the message.
     *
     * @throws StreamingException {@code REFUSED} with the server's words; {@code NO_ANSWER} if
     *     there was no ack in time, and {@code INTERRUPTED} while it waited for the ack: the
     *     message may be stored or not; or as {@link #publishAsync}
     * @throws IllegalStateException in a continuation of {@link #publishAsync}, where it would wait
     *     for an ack that arrives on this very thread
     */
    public PublishAck publish(String channel, byte[] data) {
        if (link.isOnProtocolThread()) {
            throw new IllegalStateException("publish waits for itself: use publishAsync here");
        }
        CompletableFuture<PublishAck> ack = publishAsync(channel, data);
        try {
            return ack.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StreamingException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted("publish to " + channel, e);
        }
    }

    /**
     * Publishes without waiting for the ack. Messages of one thread are stored in the order of the
     * calls.
     *
     * <p>At most {@link ConnectOptions#maxOutstandingPublishes} may be waiting for their acks. If
     * that many are, this blocks until one is answered, at most the ack timeout; in a continuation
     * of an earlier publish it does not block but refuses at once, since acks arrive on that
     * thread.
     *
     * @return completes with the ack, or exceptionally with a {@link StreamingException}.
     *     Continuations run on the thread that receives acks and answers heartbeats: be short, or
     *     use the {@code …Async} forms
     * @throws StreamingException {@code INVALID} channel name or size, {@code OVERLOADED}, {@code
     *     INTERRUPTED}, {@code CLOSED}, {@code LOST}: it was not sent
     */
    public CompletableFuture<PublishAck> publishAsync(String channel, byte[] data) {
        return publishAsync(guids.next(), channel, data);
    }

    /**
     * Does {@link #publishAsync(String, byte[])} with a guid of the caller's.
     *
     * @param guid what the server may recognize the publish by, if it is sent again; no other
     *     publish may have it
     */
    public CompletableFuture<PublishAck> publishAsync(String guid, String channel, byte[] data) {
        ChannelSyntax.check(channel);
        return publishes.sendInPlace(guid, channel, data);
    }

    /** Returns what sends publishes. */
    Publishing publishing() {
        return publishes;
    }

    /**
     * Subscribes; the handler may be called before this returns.
     *
     * @throws StreamingException {@code INVALID} channel name; {@code REFUSED} with the server's
     *     words; {@code NO_ANSWER}; {@code INTERRUPTED}; {@code CLOSED}; {@code LOST}
     */
    public Subscription subscribe(
            String channel, SubscriptionOptions subscriptionOptions, MessageHandler handler) {
        ActiveSubscription subscription =
                open(
                        channel,
                        subscriptionOptions,
                        subscriptionOptions.start(),
                        handler,
                        DeliveryWatch.NONE);
        subscription.startHandling();
        return subscription;
    }

    /** Subscribes. The messages wait until {@link ActiveSubscription#startHandling}. */
    ActiveSubscription open(
            String channel,
            SubscriptionOptions subscriptionOptions,
            StartAt start,
            MessageHandler handler,
            DeliveryWatch watch) {
        ChannelSyntax.check(channel);
        checkOpen();
        ActiveSubscription subscription =
                new ActiveSubscription(this, channel, subscriptionOptions, handler, watch);
        subscriptions.add(subscription);
        try {
            subscription.open(start, Clock.systemUTC());
        } catch (StreamingException e) {
            forget(subscription);
            throw e;
        }
        return subscription;
    }

    /**
     * Ends the registration: subscriptions end, durables keep their position. Whatever was
     * published before is stored, and its acks are waited for. Waits for running handlers, which
     * can still acknowledge but not publish, for the server and for outstanding acks, at most the
     * request timeout each; handlers that run longer are interrupted. Called by a handler or a
     * continuation, it returns once the server knows and cleans up afterwards. Without a NATS
     * connection it does not wait for the server, which notices by its heartbeats that the client
     * is gone. Never throws; calling it again does nothing. After a loss it waits until the NATS
     * connection is closed.
     */
    @Override
    public void close() {
        close(options.requestTimeout());
    }

    /** Closes, and waits for running handlers as long as the caller says. */
    void close(Duration handlerPatience) {
        if (!state.compareAndSet(State.OPEN, State.CLOSING)) {
            if (state.get() == State.LOST && Thread.currentThread() != teller && !isInCallback()) {
                awaitTearDown();
            }
            return;
        }
        boolean inCallback = isInCallback();
        if (!inCallback) {
            stopHandlers(handlerPatience);
        }
        state.set(State.CLOSED);
        sendCloseRequest();
        if (!inCallback) {
            awaitAcks();
        }
        link.scheduler()
                .execute(() -> {
                    if (inCallback) { // which must have returned before acks can arrive
                        awaitAcks();
                    }
                    tearDown(Failures.closed("the connection"));
                });
        if (!inCallback) {
            awaitTearDown();
        }
    }

    /** Shuts all subscriptions first, so that the waiting time is that of the slowest handler. */
    private void stopHandlers(Duration patience) {
        subscriptions.forEach(ActiveSubscription::shutGate);
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        for (ActiveSubscription subscription : subscriptions) {
            subscription.awaitHandlers(
                    Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
        }
    }

    private boolean isInCallback() {
        return link.isOnProtocolThread()
                || subscriptions.stream().anyMatch(ActiveSubscription::isInHandler);
    }

    private void sendCloseRequest() {
        if (!link.isConnected()) {
            LOG.debug("Closed {} without a connection to tell the server", clientId());
            return;
        }
        try {
            CloseResponse response =
                    link.requestWhileConnected(
                            "close",
                            session.subjects().closeRequests(),
                            new CloseRequest(session.clientId()).toBytes(),
                            CloseResponse::decode,
                            options.requestTimeout());
            if (!response.error().isEmpty()) {
                LOG.debug("Closed {}, which the server answered: {}", clientId(), response.error());
            }
        } catch (StreamingException e) {
            // The server finds out by its heartbeats; there is nothing the caller could do.
            LOG.debug("Closed {} without telling the server", clientId(), e);
        }
    }

    /** The server has processed all publishes before it answered the close request (spec 9.3). */
    private void awaitAcks() {
        if (!link.isConnected()) {
            return;
        }
        try {
            if (!publishes.awaitAcks(options.requestTimeout())) {
                LOG.debug("Closed {} with publishes that have no ack", clientId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTearDown() {
        try {
            if (!tornDown.await(options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("Closed {}; its threads are still ending", clientId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs on the scheduler, because closing jnats on one of its own threads interrupts itself. */
    private void tearDown(StreamingException reason) {
        publishes.failAll(reason);
        subscriptions.forEach(ActiveSubscription::shutGate);
        link.close();
        tornDown.countDown();
        ExecutorService ownThreads = handlers.own();
        if (ownThreads != null) {
            stopHandlers(options.requestTimeout());
            ownThreads.shutdown();
        }
        subscriptions.clear();
    }

    private void lose(StreamingException reason) {
        if (!state.compareAndSet(State.OPEN, State.LOST)) {
            return;
        }
        LOG.debug("Connection of {} lost: {}", clientId(), reason.problem());
        link.scheduler()
                .execute(() -> {
                    try {
                        teller = Thread.currentThread();
                        options.listener().onLost(reason);
                    } finally {
                        tearDown(reason);
                    }
                });
    }

    private void onNatsEvent(Events event) {
        if (!isOpen()) {
            if (event == Events.DISCONNECTED && state.get() == State.CLOSED) {
                publishes.failAll(Failures.closed("the connection")); // nobody waits for them
            }
            return;
        }
        if (event == Events.DISCONNECTED && disconnected.compareAndSet(false, true)) {
            options.listener().onDisconnected();
        } else if (event == Events.RESUBSCRIBED && disconnected.compareAndSet(true, false)) {
            // The server may be another one now, which does not know this client, or no streaming
            // server yet.
            pinger.ask(() -> onKnownAgain.run());
            options.listener().onReconnected();
        } else if (event == Events.CLOSED) {
            lose(Failures.lost("the NATS connection ended", null));
        }
    }

    NatsLink link() {
        return link;
    }

    Session session() {
        return session;
    }

    Executor handlerThreads() {
        return handlers.threads();
    }

    ConnectOptions options() {
        return options;
    }

    void forget(ActiveSubscription subscription) {
        subscriptions.remove(subscription);
    }

    void checkOpen() {
        if (!isOpen()) {
            throw ended();
        }
    }

    /** What a running handler has done counts, although the connection is closing. */
    void checkTakesAcks() {
        if (state.get() != State.CLOSING) {
            checkOpen();
        }
    }

    private StreamingException ended() {
        return state.get() == State.LOST
                ? Failures.lost("it ended earlier", null)
                : Failures.closed("the connection");
    }
}
