package dev.stanchion.cli.healing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.testing.Events;
import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.Message;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.Recovery;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.client.UncertainPublishes;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client with a channel of its own. It publishes numbers, and counts how often a plain
 * subscription, a durable and a member of a queue group get each. They leave the last {@link #HELD}
 * numbers of {@link #BEFORE} without acknowledgement until these come again.
 */
final class LossWitness implements AutoCloseable {
    static final int BEFORE = 100;
    static final int HELD = 5;
    static final int ON_THEIR_WAY = 50;
    static final int AFTER = 100;

    private final String channel;
    private final StreamingClient client;
    private final Events events = new Events();
    private final List<CompletableFuture<PublishAck>> publishes = new ArrayList<>();
    private final Map<String, Map<Integer, AtomicInteger>> seen = new TreeMap<>();

    private LossWitness(int port, UncertainPublishes whenUncertain) {
        String name = "loss-" + whenUncertain;
        this.channel = name;
        this.client =
                StreamingClient.builder(Server.CLUSTER_ID)
                        .url("nats://127.0.0.1:" + port)
                        .clientId(ClientId.fixed(name))
                        .pings(Duration.ofMillis(200), 100)
                        .publishAckTimeout(
                                whenUncertain == UncertainPublishes.FAIL
                                        ? Duration.ofSeconds(5)
                                        : Duration.ofMinutes(1))
                        .recovery(
                                Recovery.forever()
                                        .backoff(Duration.ofMillis(50), Duration.ofSeconds(1))
                                        .uncertainPublishes(whenUncertain))
                        .natsOptions(nats -> nats.reconnectWait(Duration.ofMillis(50)))
                        .listener(events)
                        .build();
    }

    static LossWitness connect(int port, UncertainPublishes whenUncertain) {
        LossWitness witness = new LossWitness(port, whenUncertain);
        SubscriptionOptions options =
                SubscriptionOptions.defaults()
                        .from(StartAt.first())
                        .ackWait(Duration.ofSeconds(5))
                        .ackMode(AckMode.MANUAL);
        witness.subscribe("plain", options);
        witness.subscribe("durable", options.durable("d"));
        witness.subscribe("group", options.queueGroup("g").durable("d"));
        return witness;
    }

    private void subscribe(String kind, SubscriptionOptions options) {
        Map<Integer, AtomicInteger> times = new ConcurrentHashMap<>();
        seen.put(kind, times);
        client.subscribe(channel, options, message -> take(message, times));
    }

    private static void take(Message message, Map<Integer, AtomicInteger> times) {
        int number = Integer.parseInt(message.text());
        AtomicInteger time = times.computeIfAbsent(number, key -> new AtomicInteger());
        boolean isHeld = number >= BEFORE - HELD && number < BEFORE;
        if (!isHeld || time.get() > 0) {
            message.ack();
        }
        time.incrementAndGet(); // at last, so that a number that was seen is acknowledged
    }

    /** Publishes the next numbers without waiting. */
    void publish(int count) {
        for (int i = 0; i < count; i++) {
            byte[] number = Integer.toString(publishes.size()).getBytes(UTF_8);
            publishes.add(client.publishAsync(channel, number));
        }
    }

    /**
     * Publishes the numbers that come before the kill. The last one is a held one, and goes to the
     * server behind all acknowledgements of the others.
     */
    void publishAndSeeFirst() {
        publish(BEFORE - 1);
        awaitAllStored();
        publish(1);
        awaitAllStored();
    }

    /** Waits until the server answers, and knows this client. */
    void awaitReturn(Class<? extends ClientEvent> how) throws InterruptedException {
        var _ = events.next(how);
    }

    /** Waits until each subscription has seen each number that the server has acknowledged. */
    void awaitAllStored() {
        List<Integer> stored = stored();
        seen.forEach((kind, times) ->
                Waiting.until(
                        "%s of %s sees what is stored".formatted(kind, channel),
                        () -> times.keySet().containsAll(stored)));
    }

    private List<Integer> stored() {
        List<Integer> stored = new ArrayList<>();
        for (int number = 0; number < publishes.size(); number++) {
            if (isStored(publishes.get(number))) {
                stored.add(number);
            }
        }
        return stored;
    }

    /** What the program knows of its publishes. */
    record Outcomes(int stored, int uncertain) {}

    Outcomes outcomes() {
        int stored = stored().size();
        return new Outcomes(stored, publishes.size() - stored);
    }

    private static boolean isStored(CompletableFuture<PublishAck> publish) {
        try {
            publish.join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof StreamingException failure
                    && failure.kind() == Kind.UNCERTAIN) {
                return false;
            }
            throw e;
        }
    }

    /** Waits until each subscription has seen the held numbers again. */
    void awaitHeldAgain() {
        twice().keySet()
                .forEach(kind ->
                        Waiting.until(
                                "%s of %s sees messages again".formatted(kind, channel),
                                () -> twice().getOrDefault(kind, 0) >= HELD));
    }

    /** Returns for each subscription how many deliveries were of a number that it had seen. */
    Map<String, Integer> twice() {
        Map<String, Integer> twice = new TreeMap<>();
        seen.forEach((kind, times) ->
                twice.put(kind, times.values().stream().mapToInt(count -> count.get() - 1).sum()));
        return twice;
    }

    @Override
    public void close() {
        client.close();
    }
}
