package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real clients cause the reasons that they can cause in seconds, each in a channel of its own, and
 * the command names them. {@link WhyFaultsIT} has those that need a store that fails, a client that
 * hangs, or minutes.
 */
@Tag("long")
@Timeout(60)
class WhyReasonsIT {
    private static final String POLICIES =
            """
            waiting-again=backoff:10m;
            parked=max_deliveries:1;
            key-busy=key:$.id;
            key-full=key:$.id,max_waiting:1;
            key-held=key:$.id,max_deliveries:1,on_parked:hold_key;
            delayed=delay:10m
            """
                    .replace("\n", "");

    private static StanchionServer server;
    private static StreamingConnection client;
    private static Connection core;

    @BeforeAll
    static void cause() throws IOException, InterruptedException {
        AdminUser ops = new AdminUser("ops", Secret.of("secret"), Role.OPERATOR, List.of());
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .host("127.0.0.1")
                                .port(0)
                                .monitoringHost("127.0.0.1")
                                .monitoringPort(0)
                                .policies(PolicyText.parse(POLICIES))
                                .channelLimits(
                                        Map.of(
                                                "limits-dropped",
                                                limits -> limits.withMaxMessages(3)))
                                .admin(AdminOptions.DEFAULT.withUsers(List.of(ops)))
                                .build());
        String url = "nats://127.0.0.1:" + server.port();
        client =
                StreamingConnection.connect(
                        ConnectOptions.builder("test-cluster", ClientId.fixed("orders-1"))
                                .url(url)
                                .build());
        core = Nats.connect(url);

        publish("nobody-ever", 1);
        subscribe("no-such-position", 30, 10);
        subscribe("stalled", 30, 2);
        publish("stalled", 3);
        subscribe("never-acks", 1, 1);
        publish("never-acks", 2);
        subscribe("poison", 1, 10);
        publish("poison", 3);
        subscribe("waiting-again", 1, 10);
        publish("waiting-again", 3);
        subscribe("parked", 1, 10);
        publish("parked", 1);
        for (String keyed : List.of("key-busy", "key-full", "key-held")) {
            subscribe(keyed, keyed.equals("key-held") ? 1 : 30, 10);
            for (int version = 1; version <= 3; version++) {
                client.publish(
                        keyed, "{\"id\":\"t1\",\"v\":%d}".formatted(version).getBytes(UTF_8));
            }
        }
        subscribe("delayed", 30, 10);
        publish("delayed", 1);
        subscribe("limits-dropped", 30, 1);
        publish("limits-dropped", 6);
        subscribe("paused", 30, 10);
        pause("paused");
        subscribe("not-streaming", 30, 10);
        core.publish("not-streaming", "1".getBytes(UTF_8));
        startIsIgnored("start-ignored");
    }

    /** The client acknowledges every other message of the channel, or none. */
    private static void subscribe(String channel, int ackWaitSeconds, int maxInFlight) {
        boolean acksSome = List.of("poison", "waiting-again").contains(channel);
        client.subscribe(
                channel,
                SubscriptionOptions.defaults()
                        .queueGroup("orders")
                        .ackMode(AckMode.MANUAL)
                        .ackWait(Duration.ofSeconds(ackWaitSeconds))
                        .maxInFlight(maxInFlight),
                message -> {
                    if (acksSome && message.sequence() != 2) {
                        message.ack();
                    }
                });
    }

    private static void publish(String channel, int messages) {
        for (int i = 1; i <= messages; i++) {
            client.publish(channel, ("message " + i).getBytes(UTF_8));
        }
    }

    private static void startIsIgnored(String channel) {
        publish(channel, 2);
        SubscriptionOptions durable =
                SubscriptionOptions.defaults().durable("orders").from(StartAt.first());
        client.subscribe(channel, durable, message -> {}).close();
        client.subscribe(channel, durable, message -> {});
    }

    private static void pause(String channel) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString("ops:secret".getBytes(UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(url() + "/api/v1/channels/" + channel + "/pause"))
                            .header("Authorization", "Basic " + basic)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"for\":\"10m\",\"reason\":\"deploying v2\"}"))
                            .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    static void close() throws InterruptedException {
        core.close();
        client.close();
        server.close();
    }

    private static String url() {
        return "http://127.0.0.1:" + server.monitoringPort();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nobody-ever      | | nobody-ever holds 1 message and nobody subscribes to it\\.
                    no-such-position | orderz | No group, durable or client orderz uses no-such-position; orders does\\.
                    stalled          | | orders is stalled: 2 of 2 in flight, oldest unacknowledged .*, held by orders-1 .*
                    never-acks       | | orders has not acknowledged any of \\d+ deliveries since .*
                    poison           | | Message 2 was sent \\d+ times to orders and never acknowledged; it blocks nothing else\\.
                    waiting-again    | | 1 message of orders waits for its next attempt; the next is due in .*
                    parked           | | 1 message of orders was parked since the server started, the last at .*; last reason: 1 attempt\\.
                    key-busy         | | 2 messages of orders wait behind 1, which has the same key and which orders-1 has had for .*; other keys flow\\.
                    key-full         | | orders waits: 1 message waits behind 1 busy key, which is the limit \\(max_waiting\\)\\.
                    key-held         | | 1 key of orders is held: message 1 was parked, and later messages with its key are parked behind it\\.
                    delayed          | | orders has a delay of 10 m; the next message is due in .*
                    limits-dropped   | | 2 messages were removed by max_msgs=3.* before orders got them\\.
                    paused           | | paused was paused by ops at .*, until .*: deploying v2\\.
                    not-streaming    | | .* publishes to the NATS subject not-streaming without the streaming protocol; such messages are not stored\\.
                    start-ignored    | orders | orders resumed at \\d+; the requested start all available was ignored because the durable exists\\.
                    """)
    void shouldSayWhy(String channel, String position, String sentence) {
        String[] question =
                position == null
                        ? new String[] {"why", channel, "--url", url()}
                        : new String[] {"why", channel, position, "--url", url()};
        Pattern expected = Pattern.compile("\\S (" + sentence + ")");
        await(channel)
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(CommandRun.of(question).out().lines())
                                .anyMatch(line -> expected.matcher(line).matches()));
    }
}
