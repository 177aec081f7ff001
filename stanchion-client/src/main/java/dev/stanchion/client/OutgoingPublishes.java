package dev.stanchion.client;

import dev.stanchion.protocol.Refusal;
import io.nats.client.NUID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The publishes of a {@link StreamingClient} that are not answered yet: a bounded number. Safe for
 * use by many threads.
 *
 * <p>While there is a connection, a publish is sent at once. While there is none, it waits in the
 * backlog, in the order of the calls, at most the ack timeout. {@link #direct} is the connection to
 * which a publish may go at once; it is null as long as something is in the backlog, so nothing
 * overtakes.
 */
final class OutgoingPublishes {
    /** How soon to try again when jnats could not take a publish. */
    private static final Duration PATIENCE_WHEN_SATURATED = Duration.ofMillis(100);

    private final Healer healer;
    private final Duration ackTimeout;
    private final UncertainPublishes whenUncertain;
    private final PublishPlaces places;
    private final NUID guids = new NUID();
    private final AtomicLong numbers = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, OutgoingPublish> backlog = new TreeMap<>();
    private volatile @Nullable StreamingConnection direct;
    private @Nullable StreamingException end;

    OutgoingPublishes(Healer healer, ConnectOptions options, UncertainPublishes whenUncertain) {
        this.healer = healer;
        this.ackTimeout = options.publishAckTimeout();
        this.whenUncertain = whenUncertain;
        this.places = new PublishPlaces(options);
    }

    /**
     * Publishes, now or when there is a connection.
     *
     * @throws StreamingException ({@code OVERLOADED}, {@code INTERRUPTED})
     */
    CompletableFuture<PublishAck> publish(String channel, byte[] data) {
        StreamingConnection connection = direct;
        places.take(channel, connection == null || !connection.link().isOnProtocolThread());
        OutgoingPublish publish =
                new OutgoingPublish(
                        this, numbers.getAndIncrement(), guids.next(), channel, data.clone());
        connection = direct; // it may have waited for its place
        if (connection == null || !send(publish, connection)) {
            park(publish, connection);
        }
        return publish.future;
    }

    /** Sends a publish. Returns false if it was not sent, and has to wait for a connection. */
    private boolean send(OutgoingPublish publish, StreamingConnection connection) {
        publish.sentOn = connection;
        try {
            connection.publishing().send(publish, publish.data);
            return true;
        } catch (StreamingException e) {
            if (e.kind() == StreamingException.Kind.LOST
                    || e.kind() == StreamingException.Kind.CLOSED) {
                return false;
            }
            fail(publish, e);
            return true;
        }
    }

    /** Decides about a publish that was sent and is not stored, or perhaps not. */
    void settleFailed(OutgoingPublish publish, StreamingException reason) {
        switch (reason.kind()) {
            case LOST -> settleUncertain(publish, reason);
            case NO_ANSWER -> fail(publish, Failures.uncertain(publish.channel, reason));
            case REFUSED -> {
                if (isOfUnknownClient(reason)) {
                    park(publish, publish.sentOn); // it is not stored, so it is not uncertain
                } else {
                    fail(publish, reason);
                }
            }
            case INVALID, UNREACHABLE, UNCERTAIN, CLOSED, OVERLOADED, INTERRUPTED ->
                    fail(publish, reason);
        }
    }

    /** The server says so to a client that it does not know; the next ping finds it out. */
    private static boolean isOfUnknownClient(StreamingException reason) {
        return reason.serverError()
                .filter(Refusal.INVALID_PUBLISH_REQUEST.text()::equals)
                .isPresent();
    }

    private void settleUncertain(OutgoingPublish publish, StreamingException reason) {
        switch (whenUncertain) {
            case FAIL -> fail(publish, Failures.uncertain(publish.channel, reason));
            case RESEND -> park(publish, publish.sentOn);
        }
    }

    /**
     * Lets a publish wait for a connection.
     *
     * @param unfit the connection that did not take it; null if there was none
     */
    private void park(OutgoingPublish publish, @Nullable StreamingConnection unfit) {
        StreamingException reason;
        lock.lock();
        try {
            StreamingConnection connection = direct;
            if (connection != null && connection != unfit && send(publish, connection)) {
                return;
            }
            reason = end;
            if (reason == null) {
                direct = null;
                keep(publish);
                retryIfSaturated(unfit);
                return;
            }
        } finally {
            lock.unlock();
        }
        fail(publish, reason);
    }

    private void keep(OutgoingPublish publish) {
        backlog.put(publish.number, publish);
        publish.expiry = healer.schedule(() -> expire(publish), ackTimeout);
    }

    private void retryIfSaturated(@Nullable StreamingConnection connection) {
        if (connection != null && connection.isOpen()) {
            var unused = healer.schedule(() -> resume(connection), PATIENCE_WHEN_SATURATED);
        }
    }

    private void expire(OutgoingPublish publish) {
        boolean waited;
        lock.lock();
        try {
            waited = backlog.remove(publish.number) != null;
        } finally {
            lock.unlock();
        }
        if (waited) {
            fail(publish, Failures.neverSent(publish.channel));
        }
    }

    /** Sends what waits for a connection, in order; from then on publishes go there at once. */
    void resume(StreamingConnection connection) {
        lock.lock();
        try {
            if (end != null || !healer.isCurrent(connection)) {
                return;
            }
            while (!backlog.isEmpty()) {
                OutgoingPublish publish = backlog.pollFirstEntry().getValue();
                cancelExpiry(publish);
                if (!send(publish, connection)) {
                    keep(publish);
                    retryIfSaturated(connection);
                    return;
                }
            }
            direct = connection;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends again what may have got lost with a TCP connection, if the options say so.
     *
     * @param brokenNanos when it broke
     */
    void resendOlderThan(StreamingConnection connection, long brokenNanos) {
        if (whenUncertain != UncertainPublishes.RESEND) {
            return;
        }
        connection.publishing().unanswered().stream()
                .filter(OutgoingPublish.class::isInstance)
                .map(OutgoingPublish.class::cast)
                .filter(publish -> publish.sentNanos - brokenNanos <= 0)
                .sorted(Comparator.comparingLong(publish -> publish.number))
                .forEach(publish -> resend(publish, connection));
    }

    private static void resend(OutgoingPublish publish, StreamingConnection connection) {
        try {
            connection.publishing().sendAgain(publish, publish.data);
        } catch (StreamingException e) {
            // The connection is lost again; that settles this publish, too.
        }
    }

    /** Takes no publish any more, and fails those that wait for a connection. */
    void end(StreamingException reason) {
        List<OutgoingPublish> waiting;
        lock.lock();
        try {
            end = reason;
            direct = null;
            waiting = new ArrayList<>(backlog.values());
            backlog.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(publish -> {
            cancelExpiry(publish);
            fail(publish, reason);
        });
    }

    private static void cancelExpiry(OutgoingPublish publish) {
        Future<?> expiry = publish.expiry;
        if (expiry != null) {
            expiry.cancel(false);
        }
    }

    /** The publish is stored. */
    void complete(OutgoingPublish publish) {
        leave(publish, Optional.empty());
        publish.future.complete(new PublishAck(publish.channel, publish.guid));
    }

    private void fail(OutgoingPublish publish, StreamingException reason) {
        leave(publish, Optional.of(reason.kind()));
        publish.future.completeExceptionally(reason);
    }

    private void leave(OutgoingPublish publish, Optional<StreamingException.Kind> failure) {
        places.leave();
        healer.meters()
                .published(
                        publish.channel,
                        Duration.ofNanos(System.nanoTime() - publish.beginNanos),
                        failure);
    }
}
