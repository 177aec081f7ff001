package dev.stanchion.cli.healing;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.testing.Events;
import dev.stanchion.cli.testing.Forgetting;
import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ClientStatus;
import dev.stanchion.client.Message;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.Recovery;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingClientBuilder;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.client.UncertainPublishes;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class RecoveryIT {
    private static final Recovery QUICK =
            Recovery.forever().backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();
    private final Events events = new Events();
    private final Received received = new Received();

    private StreamingClientBuilder builder(String url) {
        return builder(url, CLUSTER);
    }

    private StreamingClientBuilder builder(String url, String clusterId) {
        return StreamingClient.builder(clusterId)
                .url(url)
                .clientId(ClientId.random("healing"))
                .pings(Duration.ofMillis(50), 1000)
                .recovery(QUICK)
                .listener(events);
    }

    private StreamingClientBuilder builder() {
        return builder(clients.server().url());
    }

    @Test
    void shouldGoOnBehindTheLastMessageThoughTheServerForgotAPlainSubscription() throws Exception {
        // given
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient client = builder().build()) {
            client.subscribe(channel, SubscriptionOptions.defaults(), received);
            client.publish(channel, "1");
            assertThat(received.next().text()).isEqualTo("1");

            // when
            forgetting.forget(client.status().clientId());
            StreamingException reason = events.next(ClientEvent.Lost.class).reason();
            publishByAnother("2", "3");

            // then
            ClientEvent.Recovered recovered = events.next(ClientEvent.Recovered.class);
            assertThat(reason.kind()).isEqualTo(Kind.LOST);
            assertThat(recovered.resubscribed()).isEqualTo(1);
            assertThat(recovered.gaps()).isEmpty();
            assertThat(received.texts(2)).containsExactly("2", "3");
            assertThat(client.publish(channel, "4").channel()).isEqualTo(channel);
            assertThat(received.next().sequence()).isEqualTo(4);
        }
    }

    @Test
    void shouldGetWhatCameMeanwhileThoughItHadNoMessageBefore() throws Exception {
        // given
        publishByAnother("before");
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient client = builder().build()) {
            client.subscribe(channel, SubscriptionOptions.defaults(), received);

            // when
            forgetting.forget(client.status().clientId());
            events.next(ClientEvent.Lost.class);
            publishByAnother("meanwhile");

            // then
            assertThat(received.next().text()).isEqualTo("meanwhile");
        }
    }

    @Test
    void shouldGetAgainWhatWasNotAcknowledgedAndNothingElse() throws Exception {
        // given
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient client = builder().build()) {
            client.subscribe(
                    channel,
                    SubscriptionOptions.defaults().ackMode(AckMode.MANUAL),
                    message -> {
                        if (!message.text().equals("2")) {
                            message.ack();
                        }
                        received.onMessage(message);
                    });
            for (String text : List.of("1", "2", "3")) {
                client.publish(channel, text);
            }
            received.texts(3);

            // when
            forgetting.forget(client.status().clientId());
            events.next(ClientEvent.Recovered.class);
            client.publish(channel, "4");

            // then
            assertThat(received.texts(2)).containsExactly("2", "4");
        }
    }

    @Test
    void shouldBeginAnewAndSaySoWhenTheServerHasLostTheChannel() throws Exception {
        // given
        StanchionServer first = start(0);
        int port = first.port();
        try (StreamingClient client = builder(first.clientUrl()).build()) {
            client.subscribe(channel, FROM_FIRST, received);
            for (String text : List.of("1", "2", "3")) {
                client.publish(channel, text);
            }
            received.texts(3);

            // when
            first.close();
            try (StanchionServer second = start(port)) {
                events.next(ClientEvent.Recovered.class);
                client.publish(channel, "a");
                client.publish(channel, "b");

                // then
                ClientEvent.Gap gap = events.next(ClientEvent.Gap.class);
                assertThat(gap.first()).isEqualTo(4);
                assertThat(gap.subscription().channel()).isEqualTo(channel);
                assertThat(received.texts(2)).containsExactly("a", "b");
                assertThat(second.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void shouldBeginAnewAndSaySoWhenTheServerHasLostADurableWithItsChannel() throws Exception {
        // given
        StanchionServer first = start(0);
        int port = first.port();
        try (StreamingClient client =
                builder(first.clientUrl())
                        .clientId(ClientId.fixed("orders"))
                        .pings(Duration.ofMillis(50), 2)
                        .build()) {
            client.subscribe(channel, FROM_FIRST.durable("d"), received);
            for (String text : List.of("1", "2")) {
                client.publish(channel, text);
            }
            received.texts(2);

            // when others publish to the new channel before this client is back
            first.close();
            events.next(ClientEvent.Lost.class);
            CompletableFuture<PublishAck> a = client.publishAsync(channel, bytes("a"));
            CompletableFuture<PublishAck> b = client.publishAsync(channel, bytes("b"));
            try (StanchionServer second = start(port)) {
                client.publish(channel, "c");

                // then
                ClientEvent.Gap gap = events.next(ClientEvent.Gap.class);
                assertThat(gap.first()).isEqualTo(3);
                assertThat(received.texts(3)).containsExactly("a", "b", "c");
                assertThat(a).isCompleted();
                assertThat(b).isCompleted();
                assertThat(second.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void shouldKeepPublishesUntilTheServerIsThereAgain() throws Exception {
        // given
        StanchionServer first = start(0);
        int port = first.port();
        try (StreamingClient client =
                builder(first.clientUrl()).pings(Duration.ofMillis(50), 2).build()) {
            client.subscribe(channel, SubscriptionOptions.group("g").durable("d"), received);

            // when
            first.close();
            events.next(ClientEvent.Lost.class);
            CompletableFuture<PublishAck> one = client.publishAsync(channel, bytes("1"));
            CompletableFuture<PublishAck> two = client.publishAsync(channel, bytes("2"));
            assertThat(client.status().state()).isEqualTo(ClientStatus.State.RECOVERING);
            assertThat(client.status().problem()).isPresent();
            try (StanchionServer second = start(port)) {

                // then
                assertThat(one.get(30, TimeUnit.SECONDS).channel()).isEqualTo(channel);
                assertThat(two.get(30, TimeUnit.SECONDS).channel()).isEqualTo(channel);
                assertThat(received.texts(2)).containsExactly("1", "2");
                assertThat(second.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void shouldSayOfAPublishWithoutAckThatItIsUncertain() throws Exception {
        // given
        try (Unacknowledging server = Unacknowledging.start();
                StreamingClient client =
                        builder(server.url(), Unacknowledging.CLUSTER_ID)
                                .pings(Duration.ofMillis(50), 2)
                                .build()) {
            CompletableFuture<PublishAck> publish = client.publishAsync(channel, bytes("1"));
            server.awaitPublish();

            // when
            server.fallSilent();

            // then
            assertThatThrownBy(() -> publish.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            StreamingException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNCERTAIN));
        }
    }

    @Test
    void shouldPublishAgainWhatIsUncertainIfSoWished() throws Exception {
        // given
        try (Unacknowledging server = Unacknowledging.start();
                StreamingClient client =
                        builder(server.url(), Unacknowledging.CLUSTER_ID)
                                .pings(Duration.ofMillis(50), 2)
                                .recovery(QUICK.uncertainPublishes(UncertainPublishes.RESEND))
                                .build()) {
            CompletableFuture<PublishAck> publish = client.publishAsync(channel, bytes("1"));
            String guid = server.awaitPublish();

            // when
            server.fallSilent();
            events.next(ClientEvent.Lost.class);
            server.answerAgain();

            // then
            assertThat(publish.get(30, TimeUnit.SECONDS).guid()).isEqualTo(guid);
        }
    }

    @Test
    void shouldFailAtStartIfNobodyAnswersUnlessItMayRecover() throws Exception {
        // given
        StanchionServer gone = start(0);
        int port = gone.port();
        gone.close();
        StreamingClientBuilder options = builder("nats://127.0.0.1:" + port);

        // when
        assertThatThrownBy(options::build)
                .isInstanceOfSatisfying(
                        StreamingException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
        try (StreamingClient client = options.recoverAtStart(true).build()) {
            client.subscribe(channel, FROM_FIRST, received);
            CompletableFuture<PublishAck> publish = client.publishAsync(channel, bytes("1"));
            assertThat(client.awaitConnected(Duration.ofMillis(1))).isFalse();
            try (StanchionServer server = start(port)) {

                // then
                assertThat(client.awaitConnected(Duration.ofSeconds(30))).isTrue();
                assertThat(publish.get(30, TimeUnit.SECONDS).channel()).isEqualTo(channel);
                assertThat(received.next().text()).isEqualTo("1");
                assertThat(server.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void shouldGiveUpWhenItMayNotRecover() throws Exception {
        // given
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient client = builder().recovery(Recovery.never()).build()) {
            var subscription = client.subscribe(channel, FROM_FIRST, received);

            // when
            forgetting.forget(client.status().clientId());
            StreamingException reason = events.next(ClientEvent.Failed.class).reason();

            // then
            assertThat(reason.kind()).isEqualTo(Kind.LOST);
            assertThat(subscription.isOpen()).isFalse();
            assertThat(client.status().state()).isEqualTo(ClientStatus.State.FAILED);
            assertThatThrownBy(() -> client.publish(channel, "x"))
                    .hasMessageStartingWith("the client has given up: connection lost");
        }
    }

    @Test
    void shouldTakeTheNextSlotAndSaySoWhenItsOwnIsTaken() throws Exception {
        // given
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient client =
                        builder()
                                .clientId(ClientId.slot("slot" + channel.hashCode(), 2))
                                .recovery(
                                        Recovery.forever()
                                                .backoff(
                                                        Duration.ofMillis(500),
                                                        Duration.ofMillis(500)))
                                .build()) {
            String before = client.status().clientId();

            // when
            forgetting.forget(before);
            events.next(ClientEvent.Lost.class);
            try {
                clients.connect(ClientId.fixed(before));
            } catch (StreamingException e) {
                return; // it was faster than the other one
            }

            // then
            ClientEvent.Recovered recovered = events.next(ClientEvent.Recovered.class);
            assertThat(recovered.clientId()).isEqualTo(before.replaceFirst("-0$", "-1"));
            assertThat(recovered.gaps()).singleElement().asString().contains(before);
        }
    }

    @Test
    void shouldKeepTheOrderAlthoughAHandlerOutlivesTheLoss() throws Exception {
        // given
        CountDownLatch leave = new CountDownLatch(1);
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient client = builder().build()) {
            client.subscribe(
                    channel,
                    FROM_FIRST,
                    message -> {
                        if (message.text().equals("1") && leave.getCount() > 0) {
                            leave.await();
                        }
                        received.onMessage(message);
                    });
            client.publish(channel, "1");
            forgetting.forget(client.status().clientId());
            events.next(ClientEvent.Recovered.class);
            client.publish(channel, "2");

            // when
            int early = received.unread();
            leave.countDown();

            // then
            assertThat(early).isZero();
            Message next = received.next();
            while (!next.text().equals("2")) { // "1" may come twice
                assertThat(next.text()).isEqualTo("1");
                next = received.next();
            }
        }
    }

    private static StanchionServer start(int port) {
        return StanchionServer.start(ServerOptions.builder().host("127.0.0.1").port(port).build());
    }

    private void publishByAnother(String... texts) {
        StreamingClients.publish(clients.connect(ClientId.random()), channel, texts);
    }

    private static byte[] bytes(String text) {
        return StreamingClients.bytes(text);
    }

    @Test
    void shouldBeginWhereItWasTold() throws Exception {
        // given
        publishByAnother("1", "2", "3");

        // when
        try (StreamingClient client = builder().build()) {
            client.subscribe(
                    channel, SubscriptionOptions.defaults().from(StartAt.sequence(2)), received);

            // then
            assertThat(received.texts(2)).containsExactly("2", "3");
        }
    }
}
