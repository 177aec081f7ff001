package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.Message;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.test.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The reasons that no client causes at will: a fault is planted into a server that runs, and the
 * command names the reason. {@link WhyReasonsIT} has the others.
 */
@Tag("long")
@Timeout(90)
class WhyFaultsIT {
    private static final String CHANNEL = "tickets:created";
    private static final SubscriptionOptions MANUAL =
            SubscriptionOptions.defaults()
                    .queueGroup("orders")
                    .ackMode(AckMode.MANUAL)
                    .ackWait(Duration.ofSeconds(30));

    private final TestBroker broker =
            TestBroker.builder()
                    .policy(CHANNEL + ".once=max_deliveries:1")
                    .server(options -> options.monitoringHost("127.0.0.1").monitoringPort(0))
                    .start();

    @AfterEach
    void close() {
        broker.close();
    }

    private static void assertWhy(int monitoringPort, String channel, String sentence) {
        Pattern expected = Pattern.compile("\\S (" + sentence + ")");
        String url = "http://127.0.0.1:" + monitoringPort;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    CommandRun why = CommandRun.of("why", channel, "--url", url);
                    assertThat(why.out().lines())
                            .as(why.out() + why.err())
                            .anyMatch(line -> expected.matcher(line).matches());
                });
    }

    private void assertWhy(String channel, String sentence) {
        assertWhy(broker.monitoringPort(), channel, sentence);
    }

    @Test
    void shouldSayThatTheStoreDoesNotTakeAParkedMessage() {
        // given
        String channel = CHANNEL + ".once";
        broker.connect("orders-1").subscribe(channel, MANUAL, message -> {});
        broker.publish(channel, "one");
        broker.group(channel, "orders").awaitInFlight(1);

        // when
        broker.store().full();
        broker.clock().advance(Duration.ofSeconds(31));

        // then
        assertWhy(
                channel,
                "orders keeps messages that nobody has processed, because .*\\.parked does not take"
                        + " them: .*the test has filled the store\\.");

        // when
        broker.heal();
        broker.clock().advance(Duration.ofMinutes(2));

        // then
        assertWhy(channel, "1 message of orders was parked since .*");
    }

    @Test
    void shouldParkAMessageThatFillsMaxPayload() throws InterruptedException {
        // given
        String channel = CHANNEL + ".once";
        StreamingConnection client = broker.connect("orders-1");
        client.subscribe(channel, MANUAL, message -> {});
        client.publish(channel, new byte[1024 * 1024 - 90]);
        broker.group(channel, "orders").awaitInFlight(1);

        // when
        broker.clock().advance(Duration.ofSeconds(31));

        // then: any client can read it
        assertWhy(channel, "1 message of orders was parked since .*");
        BlockingQueue<Message> parked = new LinkedBlockingQueue<>();
        client.subscribe(
                channel + ".parked",
                SubscriptionOptions.defaults().from(StartAt.first()),
                parked::add);
        assertThat(parked.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldSayThatAClientDoesNotListenOnItsInbox() throws IOException, InterruptedException {
        // given
        try (DeafClient client = new DeafClient(broker.url(), broker.clusterId(), "orders-1")) {
            // when
            client.subscribe(CHANNEL, "orders");
            broker.publish(CHANNEL, "one");

            // then
            assertWhy(
                    CHANNEL,
                    "orders-1 is registered but does not listen on its inbox since .*; its"
                            + " connection is open\\.");
        }
    }

    @Test
    void shouldSayThatAClientMissesHeartbeats() {
        // given
        broker.connect("orders-1").subscribe(CHANNEL, MANUAL, message -> {});

        // when
        broker.connection("orders-1").silence();
        broker.clock().advance(Duration.ofSeconds(75));

        // then
        assertWhy(CHANNEL, "orders-1 has missed \\d+ of \\d+ heartbeats; last heard .* ago\\.");
    }

    @Test
    void shouldSayThatAClientDoesNotRead() {
        // given
        broker.connect("orders-1").subscribe(CHANNEL, MANUAL.maxInFlight(1000), message -> {});

        // when
        broker.connection("orders-1").silence();
        String large = "x".repeat(500_000);
        for (int i = 0; i < 120; i++) {
            broker.publish(CHANNEL, large);
        }

        // then
        assertWhy(CHANNEL, "orders-1 does not read: too much waits in its connection since .*\\.");
    }

    @Test
    void shouldSayThatADurableSendsFirstWhatWasPending() {
        // given
        SubscriptionOptions durable =
                MANUAL.queueGroup("").durable("orders").from(StartAt.first()).maxInFlight(1000);
        StreamingConnection client = broker.connect("orders-1");
        Subscription before = client.subscribe(CHANNEL, durable, message -> {});
        for (int i = 0; i < 3; i++) {
            broker.publish(CHANNEL, "one");
        }
        broker.durable(CHANNEL, "orders-1", "orders").awaitInFlight(3);
        before.close();

        // when
        broker.store().slowRead(Duration.ofDays(1));
        client.subscribe(CHANNEL, durable, message -> {});

        // then
        assertWhy(
                CHANNEL, "orders resumed: 3 messages from before go first; 0 are acknowledged\\.");
    }

    @Test
    void shouldSayThatAGroupFallsBehind() throws InterruptedException {
        // given
        BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        broker.connect("orders-1")
                .subscribe(CHANNEL, MANUAL.ackWait(Duration.ofHours(1)), received::add);

        // when: five come in each ten seconds, and one is acknowledged
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 5; i++) {
                broker.publish(CHANNEL, "one");
            }
            Message oldest = received.poll(10, TimeUnit.SECONDS);
            assertThat(oldest).isNotNull();
            oldest.ack();
            broker.clock().advance(Duration.ofSeconds(10));
        }

        // then
        assertWhy(
                CHANNEL,
                "orders falls behind: .*/s come in, .*/s are acknowledged; .* behind, growing\\.");
    }

    @Test
    void shouldSayThatTheStoreRefusesMessages() {
        // given
        StreamingConnection client = broker.connect("orders-1");
        client.subscribe(CHANNEL, MANUAL, message -> {});

        // when
        broker.store().full();
        assertThatThrownBy(() -> client.publish(CHANNEL, "one".getBytes(UTF_8)))
                .isInstanceOf(StreamingException.class);

        // then
        assertWhy(CHANNEL, ".*the test has filled the store.*");
    }

    @Test
    void shouldSayThatTheStoreReadsSlowly() {
        // given
        broker.publish(CHANNEL, "one");

        // when
        broker.store().slowRead(Duration.ofDays(1));
        broker.connect("orders-1").subscribe(CHANNEL, MANUAL.from(StartAt.first()), message -> {});
        broker.clock().advance(Duration.ofSeconds(5));

        // then: the broker's clock goes on while the command starts
        assertWhy(CHANNEL, "Reading tickets:created takes ([5-9]|\\d\\d).*");
    }
}
