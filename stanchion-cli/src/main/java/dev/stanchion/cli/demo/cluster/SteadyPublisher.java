package dev.stanchion.cli.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.demo.Ticket;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sells a ticket every 20 ms, whatever has become of the ones before. For one thread. */
final class SteadyPublisher implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 5;

    private final StreamingConnection connection;
    private final String channel;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> unanswered = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private int sold;

    SteadyPublisher(String urls, String channel) {
        this.channel = channel;
        this.connection =
                StreamingConnection.connect(
                        ConnectOptions.builder(Servers.CLUSTER_ID, ClientId.fixed("publisher"))
                                .url(urls)
                                .build());
    }

    /** Starts to sell. */
    void start() {
        var _ =
                timer.scheduleAtFixedRate(
                        () -> sell(Ticket.number(++sold).json()),
                        0,
                        INTERVAL_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void sell(String ticket) {
        unanswered.put(ticket, 0);
        publish(ticket);
    }

    private void publish(String ticket) {
        var _ =
                connection
                        .publishAsync(channel, ticket.getBytes(UTF_8))
                        .thenAccept(_ -> {
                            acknowledged.add(ticket);
                            unanswered.remove(ticket);
                        });
    }

    /** Sells nothing more. */
    void stop() {
        timer.shutdown();
        try {
            timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Publishes again what nobody has answered. Returns how many tickets that are. */
    int publishAgain() {
        Set<String> again = Set.copyOf(unanswered.keySet());
        again.forEach(this::publish);
        return again.size();
    }

    /** Returns the tickets whose acknowledgement has come. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    int unanswered() {
        return unanswered.size();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        connection.close();
    }
}
