package dev.stanchion.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.bench.soak.SoakOptions.UsageException;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.Recovery;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.server.Limits;
import dev.stanchion.test.Restart;
import dev.stanchion.test.StoreKind;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.TestBrokerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes and receives with one client while the broker in the same process is killed and
 * restarted, in turn. The broker keeps the newest messages in files, so nothing that has an ack may
 * get lost, and nothing may grow.
 */
public final class ClientSoak {
    private static final String CHANNEL = "soak";
    private static final int SAMPLES = 30;

    /** What the broker keeps must not grow either. */
    private static final Limits LIMITS =
            new Limits(10, 10, 10_000, 0, Duration.ZERO, Duration.ZERO);

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(90);

    private final SoakOptions options;
    private final Ledger ledger = new Ledger();
    private final Footprint footprint = new Footprint();
    private final AtomicInteger gaps = new AtomicInteger();
    private int kills;
    private int restarts;

    private ClientSoak(SoakOptions options) {
        this.options = options;
    }

    /** Prints what was found, and ends with 1 if a promise was broken. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            ClientSoak soak = new ClientSoak(SoakOptions.parse(Arrays.asList(arguments)));
            List<String> broken = soak.run();
            System.out.println(soak.summary());
            broken.forEach(promise -> System.out.println("BROKEN: " + promise));
            System.exit(broken.isEmpty() ? 0 : 1);
        } catch (UsageException e) {
            System.err.println("client-soak: " + e.getMessage());
            System.exit(2);
        }
    }

    /** Runs with these options, and returns the promises that were broken. */
    static List<String> run(SoakOptions options) throws InterruptedException {
        return new ClientSoak(options).run();
    }

    private List<String> run() throws InterruptedException {
        TestBrokerOptions broker =
                TestBrokerOptions.builder()
                        .store(StoreKind.FILE)
                        .server(server -> server.limits(LIMITS))
                        .build();
        try (TestBroker served = TestBroker.start(broker);
                StreamingClient client = client(served)) {
            var _ =
                    client.subscribe(
                            CHANNEL,
                            SubscriptionOptions.defaults().durable("soak").from(StartAt.first()),
                            message -> ledger.received(Long.parseLong(message.text())));
            publishWhileDisturbed(served, client);
            return broken();
        }
    }

    private StreamingClient client(TestBroker broker) {
        return StreamingClient.builder(broker.clusterId())
                .url(broker.url())
                .clientId(ClientId.fixed("soak"))
                .recovery(Recovery.forever().backoff(Duration.ofMillis(50), Duration.ofSeconds(1)))
                .listener(event -> {
                    if (event instanceof ClientEvent.Gap) {
                        gaps.incrementAndGet();
                    }
                })
                .build();
    }

    private void publishWhileDisturbed(TestBroker broker, StreamingClient client) {
        long begin = System.nanoTime();
        long length = options.length().toNanos();
        long sampleEvery = length / SAMPLES;
        long disturbAt = options.calm().toNanos();
        long sampleAt = sampleEvery;
        long number = 0;
        for (long elapsed = 0; elapsed < length; elapsed = System.nanoTime() - begin) {
            publish(client, ++number);
            if (elapsed > disturbAt) {
                disturb(broker);
                disturbAt = System.nanoTime() - begin + options.calm().toNanos();
            }
            if (elapsed > sampleAt) {
                say(elapsed, footprint.take());
                sampleAt += sampleEvery;
            }
            LockSupport.parkNanos(
                    number * SECOND_NANOS / options.perSecond() - (System.nanoTime() - begin));
        }
    }

    private void publish(StreamingClient client, long number) {
        ledger.published(number);
        byte[] data = Long.toString(number).getBytes(UTF_8);
        var _ =
                client.publishAsync(CHANNEL, data)
                        .whenComplete((ack, failure) -> {
                            if (failure == null) {
                                ledger.acknowledged(number);
                            } else {
                                ledger.failed(number);
                            }
                        });
    }

    private void disturb(TestBroker broker) {
        if (kills > restarts) {
            restarts++;
            broker.restart(Restart.KEEP);
        } else {
            kills++;
            broker.restart(Restart.KILL);
        }
    }

    private void say(long elapsedNanos, Footprint.Sample sample) {
        System.out.printf(
                "%5d s  %s; heap in use %d MiB, %d platform threads%n",
                elapsedNanos / SECOND_NANOS,
                ledger,
                sample.heapBytes() / (1024 * 1024),
                sample.threads());
    }

    private List<String> broken() throws InterruptedException {
        long giveUp = System.nanoTime() + LAST_MESSAGES.toNanos();
        while (!ledger.isSettled() && System.nanoTime() - giveUp < 0) {
            Thread.sleep(50);
        }
        List<String> broken = new ArrayList<>(footprint.grown());
        List<Long> missing = ledger.missing();
        if (!missing.isEmpty()) {
            broken.add(
                    "%d messages with an ack were not received, the first is number %d"
                            .formatted(missing.size(), missing.getFirst()));
        }
        if (gaps.get() > 0) {
            broken.add("the client has reported %d gaps".formatted(gaps.get()));
        }
        if (ledger.received() == 0 || kills == 0) {
            broken.add("nothing was received, or nothing was killed: run it for longer");
        }
        return broken;
    }

    private String summary() {
        return "%s; %d kills, %d restarts; %s".formatted(ledger, kills, restarts, footprint);
    }
}
