package dev.stanchion.acceptance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.protobuf.CloseResponse;
import io.nats.streaming.protobuf.SubscriptionResponse;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Undecodable bytes on every subject that the server listens on (spec/streaming.md 1.5, 13). */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestIT {
    @RegisterExtension final Programs programs = new Programs();

    private Server server;
    private Bystander bystander;
    private StreamingSocket client;

    static List<byte[]> undecodable() {
        return List.of(
                "dummy".getBytes(UTF_8), // begins with an end-group tag
                new byte[] {0x0A, 0x7F, 'a'}, // a string that ends too early
                new byte[] {0x0A}, // a tag without a value
                new byte[] {
                    0x50, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1
                }, // a number that never ends
                new byte[] {0x07}); // a wire type that does not exist
    }

    @BeforeAll
    void startServer() throws Exception {
        server = Server.start(programs);
        bystander = Bystander.connect(server);
    }

    @AfterAll
    void leave() throws Exception {
        bystander.leave();
    }

    @BeforeEach
    void connect(TestInfo test) throws IOException {
        client = StreamingSocket.connect(server, "c" + System.identityHashCode(test));
        assertThat(client.subjects().getError()).isEmpty();
    }

    @AfterEach
    void assertNobodyElseNoticed() throws Exception {
        client.close();
        bystander.assertUndisturbed();
        assertThat(server.program().isAlive()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldRefuseAnUndecodableConnectRequest(byte[] payload) throws IOException {
        assertThat(client.requestConnection(payload).getError())
                .isEqualTo("stan: invalid connection request");
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldRefuseAnUndecodablePublish(byte[] payload) throws IOException {
        assertThat(client.publish(payload).getError()).isEqualTo("stan: invalid publish request");
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldRefuseAnUndecodableSubscription(byte[] payload) throws Exception {
        byte[] answer = client.request(client.subjects().getSubRequests(), payload);

        assertThat(SubscriptionResponse.parseFrom(answer).getError())
                .isEqualTo("stan: invalid subscription request");
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldRefuseAnUndecodableUnsubscribeAndSubscriptionClose(byte[] payload) throws Exception {
        byte[] unsubscribe = client.request(client.subjects().getUnsubRequests(), payload);
        byte[] close = client.request(client.subjects().getSubCloseRequests(), payload);

        assertThat(SubscriptionResponse.parseFrom(unsubscribe).getError())
                .isEqualTo("stan: invalid unsubscribe request");
        assertThat(SubscriptionResponse.parseFrom(close).getError())
                .isEqualTo("stan: invalid unsubscribe request");
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldRefuseAnUndecodableClose(byte[] payload) throws Exception {
        byte[] answer = client.request(client.subjects().getCloseRequests(), payload);

        assertThat(CloseResponse.parseFrom(answer).getError())
                .isEqualTo("stan: invalid close request");
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldAnswerAnUndecodablePingOrAckWithSilence(byte[] payload) throws IOException {
        // given
        String ackInbox = client.subscribe("tickets:created", "_INBOX.tickets", 1).getAckInbox();

        // when
        client.nats().publish(StreamingSocket.DISCOVERY + ".pings", "_INBOX.reply", payload);
        client.nats().publish(ackInbox, payload);

        // then the next thing this client hears is the answer to something else
        client.nats().roundTrip();
    }

    @Test
    void shouldSurviveRandomBytesOnEverySubject() throws IOException {
        // given
        var random =
                new Random(
                        20_261_124); // Another value searches for more. If it finds a fault, keep
        // that value.
        String ackInbox = client.subscribe("tickets:created", "_INBOX.tickets", 1).getAckInbox();
        List<String> everySubject =
                List.of(
                        StreamingSocket.DISCOVERY,
                        StreamingSocket.DISCOVERY + ".pings",
                        client.subjects().getPubPrefix() + ".tickets:created",
                        client.subjects().getSubRequests(),
                        client.subjects().getUnsubRequests(),
                        client.subjects().getSubCloseRequests(),
                        client.subjects().getCloseRequests(),
                        ackInbox);

        // when
        for (int i = 0; i < 4_000; i++) {
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            client.nats().publish(everySubject.get(i % everySubject.size()), payload);
        }

        // then
        client.nats().roundTrip();
        assertThat(client.publish("tickets:created", "guid", new byte[0]).getError()).isEmpty();
    }
}
