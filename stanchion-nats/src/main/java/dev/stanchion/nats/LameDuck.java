package dev.stanchion.nats;

import dev.stanchion.nats.connection.ClientConnection;
import dev.stanchion.nats.connection.ServedLoop;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.wire.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends all clients away slowly ({@code spec/nats-core.md} 6.5). It tells them first. After the
 * grace period, each loop closes its connections one after the other.
 *
 * <p>Safe for use by many threads; the work is done on the loops.
 */
final class LameDuck {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServer.class);
    private static final long LONGEST_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int PERCENT = 100;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicInteger loopsLeft;
    private final long graceNanos;
    private final long spanNanos;

    private LameDuck(int loops, Duration duration, Duration grace) {
        loopsLeft = new AtomicInteger(loops);
        graceNanos = grace.toNanos();
        spanNanos = duration.minus(grace).toNanos();
    }

    /** Begins. The result completes when the last connection has been told to go. */
    static CompletableFuture<Void> begin(
            List<ServedLoop> loops, Duration duration, Duration grace) {
        var duck = new LameDuck(loops.size(), duration, grace);
        loops.forEach(each -> each.loop().post(() -> duck.announce(each)));
        return duck.done;
    }

    private void announce(ServedLoop served) {
        List<ClientConnection> clients = served.connections().all();
        if (clients.isEmpty()) {
            loopIsDone();
            return;
        }
        clients.forEach(ClientConnection::announceLameDuck);
        served.loop().schedule(graceNanos, () -> closeAll(served));
    }

    private void closeAll(ServedLoop served) {
        List<ClientConnection> clients = served.connections().all();
        TurnLoop loop = served.loop();
        LOG.info("Closing existing clients ({} of loop {})", clients.size(), loop.index());
        long perClient = Math.max(1, spanNanos / Math.max(1, clients.size()));
        int batch = 1 + (int) (SHORTEST_INTERVAL_NANOS / perClient);
        closeSome(loop, clients, batch, Math.min(perClient * batch, LONGEST_INTERVAL_NANOS));
    }

    private void closeSome(
            TurnLoop loop, List<ClientConnection> clients, int batch, long intervalNanos) {
        int end = Math.min(batch, clients.size());
        clients.subList(0, end).forEach(client -> client.close(CloseReason.SERVER_SHUTDOWN, ""));
        if (end == clients.size()) {
            loopIsDone();
            return;
        }
        long half = intervalNanos / 2;
        long delay = half + half * loop.fanout().randomBelow(PERCENT) / PERCENT;
        List<ClientConnection> left = clients.subList(end, clients.size());
        loop.schedule(delay, () -> closeSome(loop, left, batch, intervalNanos));
    }

    private void loopIsDone() {
        if (loopsLeft.decrementAndGet() == 0) {
            done.complete(null);
        }
    }
}
