package dev.stanchion.client;

import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.PingResponse;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server at intervals whether it still knows this connection (spec 3.2). The scheduler
 * sends the pings, and the protocol's dispatcher gets the answers. The two share the count of
 * unanswered pings, and who waits for the next answer.
 */
final class Pinger {
    private final NatsLink link;
    private final Session session;
    private final Consumer<StreamingException> onLost;
    private final Ping ping;
    private final String inbox;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> asked = new AtomicReference<>();
    private volatile boolean isStarted;

    Pinger(NatsLink link, Session session, Consumer<StreamingException> onLost) {
        this.link = link;
        this.session = session;
        this.onLost = onLost;
        this.ping = new Ping(session.connId());
        this.inbox = link.newInbox();
    }

    /** Pings until the scheduler ends; not at all if the server gave no subject or interval. */
    void start() {
        Duration interval = Handshake.interval(session.subjects().pingInterval());
        if (interval.isZero() || session.subjects().pingRequests().isEmpty()) {
            return;
        }
        link.onProtocol(inbox, this::onAnswer);
        isStarted = true;
        long nanos = interval.toNanos();
        var unused =
                link.scheduler()
                        .scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Pings now, without waiting for the interval.
     *
     * @param whenKnown runs once the server has said that it knows this connection; at once if
     *     there are no pings
     */
    void ask(Runnable whenKnown) {
        if (isStarted) {
            asked.set(whenKnown);
            link.scheduler().execute(this::tick);
        } else {
            whenKnown.run();
        }
    }

    private void tick() {
        if (unanswered.incrementAndGet() > session.subjects().pingMaxOut()) {
            onLost.accept(Failures.lost(Failures.PING_FAILURE, null));
            return;
        }
        try {
            link.publish(() -> "ping", session.subjects().pingRequests(), inbox, ping.toBytes());
        } catch (StreamingException e) {
            // It counts as unanswered; the budget decides.
        }
    }

    private void onAnswer(Message answer) {
        if (answer.isStatusMessage()) {
            return; // "no responders" from NATS is not an answer of the server
        }
        PingResponse.decode(answer.getData()).map(PingResponse::error).ifPresent(this::onAnswer);
    }

    private void onAnswer(String error) {
        if (error.isEmpty()) {
            unanswered.set(0);
            Runnable whenKnown = asked.getAndSet(null);
            if (whenKnown != null) {
                whenKnown.run();
            }
        } else {
            onLost.accept(Failures.lost(error, error));
        }
    }
}
