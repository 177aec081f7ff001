package dev.stanchion.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;

/**
 * A client that heals: when the server has forgotten it, it registers again, subscribes again, and
 * goes on.
 *
 * <p>Below it is one {@link StreamingConnection} after the other. What a recovery keeps:
 *
 * <ul>
 *   <li>Durables and groups go on where the server has them.
 *   <li>A plain subscription goes on with the oldest message that was not acknowledged. If the
 *       server has removed messages meanwhile, the listener gets {@link ClientEvent.Gap}.
 *   <li>Publishes that were not sent wait for the connection, at most the ack timeout. {@link
 *       UncertainPublishes} decides about those that were sent and have no ack.
 * </ul>
 *
 * <p>Delivery is at least once: after a recovery messages may come twice.
 *
 * <p>Safe for use by many threads. {@link StreamingException} is the only exception its methods
 * throw, save for bugs.
 */
public final class StreamingClient implements AutoCloseable {

    /** So many messages a flow or a reader has in advance, unless the options say otherwise. */
    private static final int PREFETCH = 64;

    private final Healer healer;
    private final Duration requestTimeout;

    StreamingClient(Healer healer, Duration requestTimeout) {
        this.healer = healer;
        this.requestTimeout = requestTimeout;
    }

    /**
     * Starts from the defaults: {@code nats://localhost:4222}, a random client ID, recovery
     * forever.
     *
     * @param clusterId the server's cluster ID
     */
    public static StreamingClientBuilder builder(String clusterId) {
        return new StreamingClientBuilder(clusterId);
    }

    /**
     * Publishes and waits until the server has stored the message.
     *
     * @throws StreamingException {@code REFUSED} with the server's words; {@code UNCERTAIN} if the
     *     message may be stored or not; {@code LOST} if it was not sent, because there was no
     *     connection for as long as the ack timeout; {@code INTERRUPTED} while it waited for the
     *     ack: the message may be stored or not; or as {@link #publishAsync}
     * @throws IllegalStateException in a continuation of {@link #publishAsync}, where it would wait
     *     for an ack that arrives on this very thread
     */
    public PublishAck publish(String channel, byte[] data) {
        if (healer.isInContinuation()) {
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

    /** Publishes a text as UTF-8; otherwise as {@link #publish(String, byte[])}. */
    public PublishAck publish(String channel, String text) {
        return publish(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Publishes without waiting for the ack. Messages of one thread are sent in the order of the
     * calls, also those that wait for a connection.
     *
     * @return completes with the ack, or exceptionally with a {@link StreamingException}.
     *     Continuations run on a thread of the client: be short, or use the {@code …Async} forms
     * @throws StreamingException {@code INVALID} channel name; {@code OVERLOADED} if too many
     *     publishes have no answer for as long as the ack timeout; {@code INTERRUPTED} on a thread
     *     that was interrupted; {@code CLOSED}; or why the client has given up. Then it was not
     *     sent
     */
    public CompletableFuture<PublishAck> publishAsync(String channel, byte[] data) {
        return healer.publish(channel, data);
    }

    /**
     * Subscribes. The handler may be called before this returns. While the client recovers, this
     * returns at once, and the subscription begins with the next connection.
     *
     * @throws StreamingException {@code INVALID} channel name; {@code REFUSED} with the server's
     *     words; {@code NO_ANSWER}; {@code INTERRUPTED}; {@code CLOSED}; or why the client has
     *     given up. Then there is no subscription
     */
    public Subscription subscribe(
            String channel, SubscriptionOptions options, MessageHandler handler) {
        return healer.subscribe(channel, options, handler);
    }

    /**
     * Subscribes with a handler that says later that it has processed a message. The ack mode of
     * the options does not matter.
     *
     * @throws StreamingException as {@link #subscribe}
     */
    public Subscription subscribeAsync(
            String channel, SubscriptionOptions options, AsyncMessageHandler handler) {
        return subscribe(
                channel,
                options.ackMode(AckMode.AUTO),
                message -> awaitStage(handler.onMessage(message).toCompletableFuture()));
    }

    private static void awaitStage(CompletableFuture<?> stage) throws Exception {
        try {
            stage.get();
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof CompletionException inner && inner.getCause() != null
                            ? inner.getCause()
                            : e.getCause();
            throw cause instanceof Exception failure ? failure : e;
        }
    }

    /**
     * Returns the messages of a channel for a library of reactive streams. Each subscriber has a
     * subscription of its own, which ends when it cancels; a durable stays. The client acknowledges
     * after {@code onNext} has returned, or, with {@link AckMode#MANUAL}, the program does. At most
     * max in flight messages are here in advance. One that waits for demand longer than nine tenths
     * of its ack wait is dropped, and the server sends it again.
     *
     * <p>{@code onComplete} is called when the client is closed, {@code onError} when the server
     * refuses the subscription or the client gives up, and for a subscriber that comes after the
     * end.
     */
    public Flow.Publisher<Message> flow(String channel, SubscriptionOptions options) {
        return new MessageFlow(healer, channel, options);
    }

    /** Does {@link #flow(String, SubscriptionOptions)} with new messages, 64 in advance. */
    public Flow.Publisher<Message> flow(String channel) {
        return flow(channel, SubscriptionOptions.defaults().maxInFlight(PREFETCH));
    }

    /**
     * Reads a channel at the pace of the program.
     *
     * @throws StreamingException as {@link #subscribe}
     */
    public MessageReader reader(String channel, StartAt start) {
        return new MessageReader(healer, channel, start, PREFETCH, requestTimeout);
    }

    /**
     * Waits until the client is connected.
     *
     * @return false if it was not in time
     * @throws StreamingException why the client has given up, {@code CLOSED} or {@code INTERRUPTED}
     */
    public boolean awaitConnected(Duration patience) {
        return healer.awaitConnected(patience);
    }

    /** Returns how the client is at this moment. */
    public ClientStatus status() {
        return healer.status();
    }

    /**
     * Ends the client: it takes no message any more, waits for running handlers, sends their acks,
     * tells the server, and closes the connection. Durables keep their position. Handlers that run
     * longer than the shutdown timeout are interrupted. A caller that is interrupted does not wait
     * for handlers, and stays interrupted. Never throws; calling it again does nothing.
     */
    @Override
    public void close() {
        healer.close();
    }
}
