package dev.stanchion.client;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The NATS connection below a streaming connection, and its scheduler. Safe for use by many
 * threads.
 *
 * <p>Heartbeats, acks of publishes and ping answers are handled on one dispatcher, the protocol's,
 * which runs no user code except the continuations of publishes. Messages arrive on another one,
 * which only sorts them. So a handler may be slow, and the connection stays alive.
 */
final class NatsLink {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(250);

    /** Reads an answer; empty if the bytes are not one. */
    interface Decoder<T> {
        Optional<T> decode(byte[] bytes);
    }

    private final ConnectOptions options;
    private final ScheduledExecutorService scheduler;
    private final Connection nats;
    private final Dispatcher protocol;
    private final Dispatcher deliveries;

    /**
     * Has a value in threads that are inside a handler of {@link #onProtocol}: one, or several if
     * the program's connection has its dispatchers run by an executor.
     */
    private final ThreadLocal<@Nullable Boolean> onProtocolThread = new ThreadLocal<>();

    private final LinkEvents events = new LinkEvents();

    private NatsLink(
            ConnectOptions options,
            ScheduledExecutorService scheduler,
            Connection nats,
            Dispatcher protocol,
            Dispatcher deliveries) {
        this.options = options;
        this.scheduler = scheduler;
        this.nats = nats;
        this.protocol = protocol;
        this.deliveries = deliveries;
    }

    /**
     * Connects to the NATS server, unless the program gives a connection.
     *
     * @throws StreamingException ({@code UNREACHABLE}, {@code INVALID})
     */
    static NatsLink open(ConnectOptions options) {
        ScheduledExecutorService scheduler = newScheduler(); // without a thread until it has a task
        Connection given = options.natsConnection();
        Connection nats = given == null ? connect(options, scheduler) : given;
        if (nats.getStatus() != Connection.Status.CONNECTED) {
            throw Failures.unusable(nats.getStatus());
        }
        Dispatcher deliveries = nats.createDispatcher();
        // Each subscription bounds what waits for its own handler.
        deliveries.setPendingLimits(0, 0);
        NatsLink link = new NatsLink(options, scheduler, nats, nats.createDispatcher(), deliveries);
        nats.addConnectionListener(link.events.listener());
        return link;
    }

    private static Connection connect(ConnectOptions options, ScheduledExecutorService scheduler) {
        Attempts attempts = new Attempts();
        Options natsOptions = natsOptions(options, scheduler, attempts);
        try {
            Connection nats = Nats.connect(natsOptions);
            attempts.succeeded();
            return nats;
        } catch (IOException e) {
            throw attempts.explain(options, natsOptions, e);
        } catch (InterruptedException e) {
            throw Failures.interrupted("connect to " + options.displayUrl(), e);
        }
    }

    private static ScheduledExecutorService newScheduler() {
        ScheduledThreadPoolExecutor scheduler =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "stanchion-client-scheduler");
                            thread.setDaemon(true);
                            return thread;
                        },
                        // tasks after the end need no timer
                        new ThreadPoolExecutor.DiscardPolicy());
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    private static Options natsOptions(
            ConnectOptions options, ScheduledExecutorService scheduler, Attempts attempts) {
        try {
            Options.Builder builder = builder(options, scheduler, attempts);
            return options.natsOptions().apply(builder).build();
        } catch (IllegalArgumentException e) {
            throw Failures.badUrl(options.displayUrl());
        }
    }

    private static Options.Builder builder(
            ConnectOptions options, ScheduledExecutorService scheduler, Attempts attempts) {
        return new Options.Builder()
                .server(options.url())
                .connectionName("stanchion-client")
                .connectionTimeout(options.connectTimeout())
                // The ping budget decides when to give up, not a count of attempts.
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reportNoResponders()
                .scheduledExecutor(scheduler)
                .errorListener(new QuietErrors(attempts));
    }

    /** Sets the handler for events of the NATS connection. */
    void onEvent(Consumer<Events> handler) {
        events.handler(handler);
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    String newInbox() {
        return nats.createInbox();
    }

    Connection nats() {
        return nats;
    }

    boolean isClosed() {
        return nats.getStatus() == Connection.Status.CLOSED;
    }

    boolean isConnected() {
        return nats.getStatus() == Connection.Status.CONNECTED;
    }

    /** Handles a subject's messages on the protocol's dispatcher. */
    void onProtocol(String subject, Consumer<Message> handler) {
        protocol.subscribe(
                subject,
                message -> {
                    onProtocolThread.set(true);
                    try {
                        handler.accept(message);
                    } finally {
                        onProtocolThread.remove();
                    }
                });
    }

    /**
     * Returns whether the caller is inside a handler of {@link #onProtocol}, where waiting for an
     * ack would never end.
     */
    boolean isOnProtocolThread() {
        return onProtocolThread.get() != null;
    }

    /**
     * Hands the messages of a subject to a handler on the dispatcher of deliveries, where it must
     * not wait for anything.
     */
    Subscription onDelivery(String subject, Consumer<Message> handler) {
        return deliveries.subscribe(subject, handler::accept);
    }

    /** Ends {@link #onDelivery}. */
    void endDelivery(Subscription subscription) {
        try {
            deliveries.unsubscribe(subscription);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.debug("The connection ended first, and with it the subscription", e);
        }
    }

    /** Returns the URL of the server to which it is connected; empty while there is none. */
    String serverUrl() {
        return Objects.requireNonNullElse(nats.getConnectedUrl(), "");
    }

    /**
     * Publishes.
     *
     * @param action what the caller does, for the text of a failure
     * @throws StreamingException ({@code LOST}) if it cannot even be queued; ({@code INVALID}) if
     *     it is larger than the server allows
     */
    void publish(Supplier<String> action, String subject, String reply, byte[] body) {
        try {
            nats.publish(subject, reply.isEmpty() ? null : reply, body);
        } catch (IllegalStateException e) {
            throw Failures.notSent(action.get(), e);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(
                    "%s: %s (%d bytes with what the protocol adds)"
                            .formatted(action.get(), e.getMessage(), body.length),
                    "Send less, or raise the server's max_payload.");
        }
    }

    /** Publishes an empty message. It may get lost. */
    void answer(String subject) {
        try {
            nats.publish(subject, new byte[0]);
        } catch (IllegalStateException e) {
            LOG.debug("Heartbeat not answered: {}", e.getMessage());
        }
    }

    /**
     * Sends a request to the server and waits for the answer.
     *
     * @throws StreamingException ({@code NO_ANSWER}, {@code LOST}, {@code INTERRUPTED})
     */
    <T> T request(
            String action, String subject, byte[] body, Decoder<T> decoder, Duration timeout) {
        return request(action, subject, body, decoder, timeout, new CompletableFuture<>());
    }

    /**
     * Sends a request of something that ends. Without a connection it does not wait: the server
     * gets the request when the connection is back, if it still exists then.
     *
     * @throws StreamingException ({@code NO_ANSWER}, {@code LOST}, {@code INTERRUPTED})
     */
    <T> T requestWhileConnected(
            String action, String subject, byte[] body, Decoder<T> decoder, Duration timeout) {
        CompletableFuture<Void> breakage = events.breakage();
        if (isConnected()) {
            return request(action, subject, body, decoder, timeout, breakage);
        }
        publish(() -> action, subject, "", body);
        throw Failures.unconfirmed(action);
    }

    /**
     * @param breakage completes when it makes no sense any more to wait
     */
    private <T> T request(
            String action,
            String subject,
            byte[] body,
            Decoder<T> decoder,
            Duration timeout,
            CompletableFuture<Void> breakage) {
        try {
            CompletableFuture<Message> answer = nats.requestWithTimeout(subject, body, timeout);
            CompletableFuture.anyOf(answer, breakage).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!answer.isDone()) {
                answer.cancel(false);
                throw Failures.unconfirmed(action);
            }
            return decoder.decode(answer.get().getData())
                    .orElseThrow(() -> Failures.unintelligible(action));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // There was no answer or no responder, or the connection was closed meanwhile.
            throw Failures.noAnswer(action, options);
        } catch (IllegalStateException e) {
            throw Failures.notSent(action, e);
        } catch (InterruptedException e) {
            throw Failures.interrupted(action, e);
        }
    }

    /**
     * Closes the NATS connection, unless it is the program's, and ends the scheduler. Interrupts
     * handlers that still run.
     */
    void close() {
        nats.removeConnectionListener(events.listener());
        try {
            if (options.natsConnection() == null) {
                nats.close();
            } else {
                leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            scheduler.shutdown();
        }
    }

    /** Leaves a connection of the program's as it was. */
    private void leave() {
        try {
            nats.closeDispatcher(protocol);
            nats.closeDispatcher(deliveries);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.debug("The program's connection ended first, and with it the dispatchers", e);
        }
    }

    /**
     * Keeps jnats from writing its own log lines. The client gets the important events in other
     * ways.
     */
    private static final class QuietErrors implements ErrorListener {
        private final Attempts attempts;

        QuietErrors(Attempts attempts) {
            this.attempts = attempts;
        }

        @Override
        public void errorOccurred(Connection connection, String error) {
            attempts.heard(error);
            LOG.debug("NATS server error: {}", error);
        }

        @Override
        public void exceptionOccurred(Connection connection, Exception failure) {
            attempts.failed(failure);
            LOG.debug("NATS connection trouble", failure);
        }

        @Override
        public void slowConsumerDetected(Connection connection, io.nats.client.Consumer consumer) {
            LOG.warn(
                    "A handler is too slow, {} messages were dropped; the server sends them again",
                    consumer.getDroppedCount());
        }
    }
}
