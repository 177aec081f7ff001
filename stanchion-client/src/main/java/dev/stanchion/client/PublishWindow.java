package dev.stanchion.client;

import dev.stanchion.protocol.PubAck;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The publishes that wait for their acks: a bounded number, each for a bounded time. Safe for use
 * by many threads.
 *
 * <p>A place is free again before the publish's future completes, so a continuation that publishes
 * once more finds one.
 */
final class PublishWindow {
    private record Waiting(String channel, CompletableFuture<PublishAck> future) {}

    private final ConnectOptions options;
    private final ScheduledExecutorService scheduler;
    private final Semaphore places;
    private final ConcurrentHashMap<String, Waiting> waiting = new ConcurrentHashMap<>();

    PublishWindow(ConnectOptions options, ScheduledExecutorService scheduler) {
        this.options = options;
        this.scheduler = scheduler;
        this.places = new Semaphore(options.maxOutstandingPublishes());
    }

    /**
     * Takes a place for a publish before it is sent.
     *
     * @param patience how long to wait for a free place
     * @throws StreamingException ({@code OVERLOADED}) if there was none in time
     */
    CompletableFuture<PublishAck> enter(String channel, String guid, Duration patience) {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Failures.overloaded(options.maxOutstandingPublishes());
            }
        } catch (InterruptedException e) {
            throw Failures.interrupted("publish to " + channel, e);
        }
        CompletableFuture<PublishAck> future = new CompletableFuture<>();
        waiting.put(guid, new Waiting(channel, future));
        Future<?> timeout =
                scheduler.schedule(
                        () -> fail(guid, Failures.ackOverdue(channel, guid)),
                        options.publishAckTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
        var unused = future.whenComplete((ack, failure) -> timeout.cancel(false));
        return future;
    }

    /** Completes the publish of an ack. An ack for an unknown publish came too late. */
    void settle(PubAck ack) {
        Waiting publish = leave(ack.guid());
        if (publish == null) {
            return;
        }
        if (ack.error().isEmpty()) {
            publish.future.complete(new PublishAck(publish.channel, ack.guid()));
        } else {
            publish.future.completeExceptionally(
                    Failures.refused("publish to " + publish.channel, ack.error()));
        }
    }

    /** Fails one publish, if it still waits. */
    void fail(String guid, StreamingException reason) {
        Waiting publish = leave(guid);
        if (publish != null) {
            publish.future.completeExceptionally(reason);
        }
    }

    /** Fails everything that waits. */
    void failAll(StreamingException reason) {
        waiting.keySet().forEach(guid -> fail(guid, reason));
    }

    /** Waits until every ack has come. Returns false if that took too long. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        int all = options.maxOutstandingPublishes();
        if (!places.tryAcquire(all, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        places.release(all);
        return true;
    }

    private @Nullable Waiting leave(String guid) {
        Waiting publish = waiting.remove(guid);
        if (publish != null) {
            places.release();
        }
        return publish;
    }
}
