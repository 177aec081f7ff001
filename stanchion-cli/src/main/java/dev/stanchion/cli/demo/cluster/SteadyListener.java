package dev.stanchion.cli.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.demo.UntrueStoryException;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Hears all tickets of a channel and knows how long it heard nothing. Safe for use by many threads.
 */
final class SteadyListener implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

    private final StreamingConnection connection;
    private final LongSupplier nanoClock;
    private final Set<String> heard = new HashSet<>();
    private long lastNanos;
    private long longestSilenceNanos;

    SteadyListener(String urls, String channel, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.connection =
                StreamingConnection.connect(
                        ConnectOptions.builder(Servers.CLUSTER_ID, ClientId.fixed("listener"))
                                .url(urls)
                                .build());
        lastNanos = nanoClock.getAsLong();
        connection.subscribe(
                channel, SubscriptionOptions.defaults().from(StartAt.first()), this::onMessage);
    }

    private synchronized void onMessage(Message message) {
        long nowNanos = nanoClock.getAsLong();
        longestSilenceNanos = Math.max(longestSilenceNanos, nowNanos - lastNanos);
        lastNanos = nowNanos;
        heard.add(new String(message.data(), UTF_8));
        notifyAll();
    }

    /** Forgets silences so far. */
    synchronized void measure() {
        longestSilenceNanos = 0;
    }

    synchronized double longestSilenceSeconds() {
        return longestSilenceNanos / 1e9;
    }

    /**
     * Waits until it has heard these tickets.
     *
     * @throws UntrueStoryException if it does not
     */
    synchronized void await(Set<String> tickets) {
        long endNanos = nanoClock.getAsLong() + PATIENCE_NANOS;
        while (!heard.containsAll(tickets)) {
            long leftNanos = endNanos - nanoClock.getAsLong();
            if (leftNanos <= 0) {
                long missing = tickets.stream().filter(each -> !heard.contains(each)).count();
                throw new UntrueStoryException(
                        "heard by the listener",
                        "all of " + tickets.size() + " tickets",
                        missing + " are missing");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UntrueStoryException("heard by the listener", "all", "an interrupt");
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
