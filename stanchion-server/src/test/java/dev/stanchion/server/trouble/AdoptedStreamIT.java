package dev.stanchion.server.trouble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.Limits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import io.nats.client.Message;
import io.nats.client.PurgeOptions;
import io.nats.client.api.Mirror;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are streams of somebody else. */
class AdoptedStreamIT {
    private static final String READ_ONLY = "stan: channel is read-only";

    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;
    private NatsServer nats;

    @BeforeEach
    void startNats() {
        nats = Streams.nats(programs, directory);
    }

    private static AdoptedStream stream(String name) {
        return new AdoptedStream(name, Optional.empty());
    }

    private static AdoptedStream part(String name, String subject) {
        return new AdoptedStream(name, Optional.of(subject));
    }

    private ServerOptions.Builder options(Map<String, AdoptedStream> adopted) {
        return Streams.options(
                nats.url(),
                JetStreamStoreOptions.DEFAULT.withPatience(Streams.PATIENCE).withAdopted(adopted));
    }

    private StanchionServer start(Map<String, AdoptedStream> adopted) {
        return Streams.start(options(adopted));
    }

    private static StreamingSocket connect(StanchionServer server) throws IOException {
        return StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-1");
    }

    private static StreamConfiguration.Builder config(String... subjects) {
        return StreamConfiguration.builder().name("ORDERS").subjects(subjects).allowDirect(true);
    }

    /** Makes a stream that takes fast batches, which this version of jnats does not know. */
    private static void make(Operator operator, StreamConfiguration.Builder config)
            throws Exception {
        String json = config.build().toJson().replaceFirst("\\{", "{\"allow_batched\":true,");
        assertThat(request(operator, "STREAM.CREATE.ORDERS", json)).doesNotContain("\"error\"");
    }

    private static void change(Operator operator, StreamConfiguration.Builder config)
            throws Exception {
        String json = config.build().toJson().replaceFirst("\\{", "{\"allow_batched\":true,");
        assertThat(request(operator, "STREAM.UPDATE.ORDERS", json)).doesNotContain("\"error\"");
    }

    private static String request(Operator operator, String operation, String body)
            throws Exception {
        Message answer =
                operator.connection()
                        .request(
                                "$JS.API." + operation,
                                body.getBytes(UTF_8),
                                Duration.ofSeconds(5));
        return new String(requireNonNull(answer).getData(), UTF_8);
    }

    private static String configuration(Operator operator) throws Exception {
        String info = request(operator, "STREAM.INFO.ORDERS", "");
        return info.substring(info.indexOf("\"config\""), info.indexOf("\"state\""));
    }

    private static void publish(Operator operator, String subject, int from, int to)
            throws Exception {
        for (int i = from; i <= to; i++) {
            operator.connection().jetStream().publish(subject, ("m" + i).getBytes(UTF_8));
        }
    }

    private static void store(StreamingSocket client, String channel, String data)
            throws IOException {
        client.publish(channel, "guid-" + data, data);
        assertThat(client.awaitPubAck()).isEqualTo("guid-" + data);
    }

    private static void refused(StreamingSocket client, String channel, String why)
            throws IOException {
        client.publish(channel, "guid-x", "x");
        assertThatThrownBy(client::awaitPubAck).hasMessageContaining(why);
    }

    private static String channelPage(StanchionServer server, String channel) throws IOException {
        return HttpExchange.of(
                        server.monitoringPort(),
                        "GET /streaming/channelsz?channel=" + channel + "&subs=1")
                .send()
                .text();
    }

    private static String data(Operator operator, String stream, long sequence) throws Exception {
        return new String(operator.streams().getMessage(stream, sequence).getData(), UTF_8);
    }

    @Test
    void shouldServeAStreamOfOneSubjectAsAChannel() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            publish(operator, "orders.new", 1, 3);
            String before = configuration(operator);
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                // when
                client.subscribe("orders");

                // then
                assertThat(client.awaitDelivery("orders")).isEqualTo("1:m1");
                assertThat(client.awaitDelivery("orders")).isEqualTo("2:m2");
                assertThat(client.awaitDelivery("orders")).isEqualTo("3:m3");

                // when
                store(client, "orders", "stan");
                publish(operator, "orders.new", 5, 5);
                store(client, "orders", "more");

                // then
                assertThat(client.awaitDelivery("orders")).isEqualTo("4:stan");
                assertThat(client.awaitDelivery("orders")).isEqualTo("5:m5");
                assertThat(client.awaitDelivery("orders")).isEqualTo("6:more");
                assertThat(data(operator, "ORDERS", 4)).isEqualTo("stan");
                assertThat(operator.streams().getMessage("ORDERS", 4).getSubject())
                        .isEqualTo("orders.new");
                assertThat(operator.streams().getStreamNames())
                        .doesNotContain("STAN+tickets+orders");
            }
            assertThat(configuration(operator)).isEqualTo(before);
        }
    }

    @Test
    void shouldGoOnWithTheStreamAfterARestart() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                store(client, "orders", "a");
            }
            publish(operator, "orders.new", 2, 2);

            // when
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                store(client, "orders", "c");
                client.subscribe("orders");

                // then
                assertThat(client.awaitDelivery("orders")).isEqualTo("1:a");
                assertThat(client.awaitDelivery("orders")).isEqualTo("2:m2");
                assertThat(client.awaitDelivery("orders")).isEqualTo("3:c");
            }
        }
    }

    @Test
    void shouldReadAStreamWithWildcardsAndRefusePublishers() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.>"));
            publish(operator, "orders.eu.1", 1, 2);
            try (StanchionServer server = start(Map.of("orders", part("ORDERS", "orders.>")));
                    StreamingSocket client = connect(server)) {
                // when
                client.subscribe("orders");
                publish(operator, "orders.us.7", 3, 3);

                // then
                assertThat(client.awaitDelivery("orders")).isEqualTo("1:m1");
                assertThat(client.awaitDelivery("orders")).isEqualTo("2:m2");
                assertThat(client.awaitDelivery("orders")).isEqualTo("3:m3");
                refused(client, "orders", READ_ONLY);
                publish(operator, "orders.eu.2", 4, 4);
                assertThat(client.awaitDelivery("orders")).isEqualTo("4:m4");
            }
        }
    }

    @Test
    void shouldServeTwoPartsOfOneStreamAndCountOnlyWhatBelongsToEach() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.*"));
            for (int i = 0; i < 5; i++) {
                publish(operator, "orders.new", 10 + i, 10 + i);
                publish(operator, "orders.paid", 20 + i, 20 + i);
                publish(operator, "orders.old", 30 + i, 30 + i);
            }
            Map<String, AdoptedStream> parts =
                    Map.of(
                            "new", part("ORDERS", "orders.new"),
                            "paid", part("ORDERS", "orders.paid"));
            try (StanchionServer server = start(parts);
                    StreamingSocket first = connect(server);
                    StreamingSocket client =
                            StreamingSocket.connect(server.port(), Streams.CLUSTER, "paid-1")) {
                // when
                first.subscribe("new");
                client.subscribe("paid");

                // then
                for (int i = 0; i < 5; i++) {
                    assertThat(first.awaitDelivery("new")).isEqualTo((3 * i + 1) + ":m1" + i);
                    assertThat(client.awaitDelivery("paid")).isEqualTo((3 * i + 2) + ":m2" + i);
                }
                assertThat(channelPage(server, "new"))
                        .contains("\"msgs\": 5,", "\"first_seq\": 1,", "\"last_seq\": 13,");
                assertThat(channelPage(server, "paid"))
                        .contains("\"msgs\": 5,", "\"first_seq\": 2,", "\"last_seq\": 14,");
                publish(operator, "orders.old", 1, 1);
                publish(operator, "orders.paid", 2, 2);
                assertThat(client.awaitDelivery("paid")).isEqualTo("17:m2");
                refused(client, "paid", READ_ONLY);
            }
        }
    }

    @Test
    void shouldServeAStreamThatBeginsLateAndIsHalfPurged() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new").firstSequence(1_000_000));
            publish(operator, "orders.new", 0, 9);
            operator.streams()
                    .purgeStream("ORDERS", PurgeOptions.builder().sequence(1_000_005).build());
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                // when
                client.subscribe("orders");
                store(client, "orders", "stan");

                // then
                for (int i = 5; i <= 9; i++) {
                    assertThat(client.awaitDelivery("orders")).isEqualTo("100000" + i + ":m" + i);
                }
                assertThat(client.awaitDelivery("orders")).isEqualTo("1000010:stan");
                assertThat(channelPage(server, "orders"))
                        .contains("\"msgs\": 6,", "\"first_seq\": 1000005,");
            }
        }
    }

    @Test
    void shouldServeAStreamWithoutDirectGetsAndFastBatches() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            operator.streams()
                    .addStream(
                            StreamConfiguration.builder()
                                    .name("ORDERS")
                                    .subjects("orders.new")
                                    .allowDirect(false)
                                    .denyDelete(true)
                                    .denyPurge(true)
                                    .build());
            publish(operator, "orders.new", 1, 100);
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                // when
                client.subscribe("orders");
                for (int i = 101; i <= 200; i++) {
                    client.publish("orders", "guid-" + i, "m" + i);
                }

                // then
                for (int i = 1; i <= 200; i++) {
                    assertThat(client.awaitDelivery("orders")).isEqualTo(i + ":m" + i);
                }
                for (int i = 101; i <= 200; i++) {
                    assertThat(client.awaitPubAck()).isEqualTo("guid-" + i);
                }
                publish(operator, "orders.new", 201, 201);
                store(client, "orders", "m202");
                assertThat(client.awaitDelivery("orders")).isEqualTo("201:m201");
                assertThat(client.awaitDelivery("orders")).isEqualTo("202:m202");
            }
        }
    }

    @Test
    void shouldLeaveTheLimitsToTheStream() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new").maxMessages(20));
            publish(operator, "orders.new", 1, 15);
            Limits limits = Limits.DEFAULT.withMaxMessages(3).withMaxAge(Duration.ofSeconds(1));
            ServerOptions.Builder options =
                    options(Map.of("orders", stream("ORDERS"))).limits(limits);
            try (StanchionServer server = Streams.start(options);
                    StreamingSocket client = connect(server)) {
                // when
                client.subscribe("orders");
                store(client, "orders", "m16");
                publish(operator, "orders.new", 17, 30);

                // then
                for (int i = 1; i <= 16; i++) {
                    assertThat(client.awaitDelivery("orders")).isEqualTo(i + ":m" + i);
                }
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() ->
                                assertThat(channelPage(server, "orders"))
                                        .contains(
                                                "\"msgs\": 20,",
                                                "\"first_seq\": 11,",
                                                "\"last_seq\": 30,"));
                assertThat(
                                operator.streams()
                                        .getStreamInfo("ORDERS")
                                        .getStreamState()
                                        .getMsgCount())
                        .isEqualTo(20);
            }
        }
    }

    @Test
    void shouldFollowAMirror() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            publish(operator, "orders.new", 1, 2);
            operator.streams()
                    .addStream(
                            StreamConfiguration.builder()
                                    .name("COPY")
                                    .mirror(Mirror.builder().sourceName("ORDERS").build())
                                    .build());
            try (StanchionServer server = start(Map.of("orders", stream("COPY")));
                    StreamingSocket client = connect(server)) {
                // when
                client.subscribe("orders");

                // then
                assertThat(client.awaitDelivery("orders")).isEqualTo("1:m1");
                assertThat(client.awaitDelivery("orders")).isEqualTo("2:m2");
                publish(operator, "orders.new", 3, 3);
                assertThat(client.awaitDelivery("orders")).isEqualTo("3:m3");
                refused(client, "orders", READ_ONLY);
            }
        }
    }

    @Test
    @Tag("long")
    void shouldBecomeReadOnlyWhenTheStreamIsChanged() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                client.subscribe("orders");
                store(client, "orders", "a");
                assertThat(client.awaitDelivery("orders")).isEqualTo("1:a");

                // when
                change(operator, config("orders.new", "orders.old"));

                // then
                await().atMost(Duration.ofSeconds(15))
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> refused(client, "orders", READ_ONLY));

                // when
                change(operator, config("orders.new"));

                // then
                await().atMost(Duration.ofSeconds(15))
                        .pollInterval(Duration.ofMillis(500))
                        .ignoreExceptions()
                        .untilAsserted(() -> store(client, "orders", "b"));
            }
        }
    }

    @Test
    void shouldRefuseAChannelWhoseStreamIsDeletedAndServeTheOthers() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            operator.streams()
                    .addStream(
                            StreamConfiguration.builder().name("PART").subjects("part.*").build());
            Map<String, AdoptedStream> adopted =
                    Map.of("orders", stream("ORDERS"), "part", stream("PART"));
            try (StanchionServer server = start(adopted);
                    StreamingSocket client = connect(server)) {
                client.subscribe("part");
                store(client, "orders", "a");

                // when
                operator.streams().deleteStream("ORDERS");
                operator.streams().deleteStream("PART");

                // then
                refused(client, "orders", "stream ORDERS is gone: somebody has deleted it");
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() ->
                                assertThat(channelPage(server, "part")).contains("\"msgs\": 0,"));
                store(client, "payments", "b");
            }
            try (StanchionServer server = start(adopted);
                    StreamingSocket client = connect(server)) {
                refused(client, "orders", READ_ONLY);
                store(client, "payments", "c");
            }
        }
    }

    @Test
    void shouldNotMixAnAdoptedStreamWithOneOfItsOwn() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            try (StanchionServer server = start(Map.of());
                    StreamingSocket client = connect(server)) {
                store(client, "orders", "own");
            }

            // when
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                // then
                refused(client, "orders", READ_ONLY);
            }
            try (StanchionServer server = start(Map.of());
                    StreamingSocket client = connect(server)) {
                store(client, "orders", "again");
                client.subscribe("orders");
                assertThat(client.awaitDelivery("orders")).isEqualTo("1:own");
                assertThat(client.awaitDelivery("orders")).isEqualTo("2:again");
            }
            assertThat(operator.streams().getStreamInfo("ORDERS").getStreamState().getMsgCount())
                    .isZero();
        }
    }

    @Test
    void shouldNotMakeAStreamForAChannelThatWasAdopted() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new"));
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                store(client, "orders", "a");
            }

            // when
            try (StanchionServer server = start(Map.of());
                    StreamingSocket client = connect(server)) {
                // then
                refused(
                        client,
                        "orders",
                        "the channel is stream ORDERS, which the configuration does not say any");
            }
            assertThat(operator.streams().getStreamNames()).doesNotContain("STAN+tickets+orders");
        }
    }

    @Test
    void shouldRefuseAChannelWhoseStreamDoesNotExist() throws Exception {
        // given
        try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                StreamingSocket client = connect(server)) {
            // when // then
            refused(client, "orders", "stream ORDERS does not exist: make it, or take it out");
            store(client, "payments", "b");
        }
    }

    @Test
    void shouldRefuseAMessageThatIsTooLargeForTheStreamAtOnce() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            make(operator, config("orders.new").maximumMessageSize(500));
            try (StanchionServer server = start(Map.of("orders", stream("ORDERS")));
                    StreamingSocket client = connect(server)) {
                // when // then
                client.publish("orders", "guid-1", "x".repeat(500));
                assertThatThrownBy(client::awaitPubAck)
                        .hasMessageContaining("message is too large for the stream");
                store(client, "orders", "small");
            }
        }
    }

    @Test
    void shouldAdoptAStreamThatHasTheNameOfItsOwn() throws Exception {
        // given
        try (Operator operator = Operator.of(nats)) {
            operator.streams()
                    .addStream(
                            StreamConfiguration.builder()
                                    .name("STAN+tickets+orders")
                                    .subjects("orders.new")
                                    .build());

            // when: the error says what to do
            try (StanchionServer server = start(Map.of());
                    StreamingSocket client = connect(server)) {
                refused(
                        client,
                        "orders",
                        "adopt it: channels { orders: { stream: \"STAN+tickets+orders\" } }");
            }

            // then
            try (StanchionServer server = start(Map.of("orders", stream("STAN+tickets+orders")));
                    StreamingSocket client = connect(server)) {
                store(client, "orders", "a");
                assertThat(data(operator, "STAN+tickets+orders", 1)).isEqualTo("a");
            }
        }
    }

    @Test
    void shouldNameTheRightThatItsUserLacks() throws Exception {
        // given
        Path file =
                Files.writeString(
                        directory.resolve("nats.conf"),
                        """
                        authorization { users [
                          { user: u, password: p, permissions { publish: {
                            deny: ["orders.new", "$JS.API.STREAM.CREATE.STAN+tickets+payments"]
                          } } }
                          { user: o, password: p }
                        ] }
                        """);
        NatsServer guarded = Streams.nats(programs, directory.resolve("b"), "-c", file.toString());
        try (Operator operator = Operator.of("nats://o:p@127.0.0.1:" + guarded.port())) {
            make(operator, config("orders.new"));
            ServerOptions.Builder options =
                    Streams.options(
                            "nats://u:p@127.0.0.1:" + guarded.port(),
                            JetStreamStoreOptions.DEFAULT
                                    .withPatience(Streams.PATIENCE)
                                    .withAdopted(Map.of("orders", stream("ORDERS"))));
            try (StanchionServer server = Streams.start(options);
                    StreamingSocket client =
                            StreamingSocket.connectAs(
                                    guarded.port(), Streams.CLUSTER, "orders-1", "o", "p")) {
                assertThat(server.isActive()).isTrue();

                // when // then
                refused(
                        client,
                        "orders",
                        "Permissions Violation for Publish to \"orders.new\"; grant this user:"
                                + " publish to orders.new");
                refused(
                        client,
                        "payments",
                        "Publish to \"$JS.API.STREAM.CREATE.STAN+tickets+payments\"; grant this"
                                + " user: $JS.API.>");
            }
        }
    }
}
