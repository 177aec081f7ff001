package dev.stanchion.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.wire.RawClient;
import io.nats.streaming.protobuf.PubAck;
import io.nats.streaming.protobuf.PubMsg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Messages at and above {@code max_payload} (spec/nats-core.md 1.4, spec/streaming.md 4.4, 15). */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OversizeIT {
    private static final int MAX_PAYLOAD = 1_048_576;

    @RegisterExtension final Programs programs = new Programs();

    private Server server;
    private Bystander bystander;

    @BeforeAll
    void startServer() throws Exception {
        server = Server.start(programs);
        bystander = Bystander.connect(server);
    }

    @AfterAll
    void leave() throws Exception {
        bystander.leave();
    }

    @AfterEach
    void assertNobodyElseNoticed() throws Exception {
        bystander.assertUndisturbed();
    }

    @Test
    void shouldCloseOnlyTheConnectionThatExceedsMaxPayload() throws IOException {
        try (RawClient client = StreamingSocket.nats(server)) {
            // when
            client.send("PUB tickets " + (MAX_PAYLOAD + 1) + "\r\n");
            client.send(new byte[4096]);

            // then
            assertThat(client.readOperationAnsweringPings())
                    .isEqualTo("-ERR 'Maximum Payload Violation'");
            assertThat(client.skipToEnd()).isZero();
        }
    }

    @Test
    void shouldAcceptTheLargestMessageThatCanBeDelivered() throws IOException {
        try (var client = StreamingSocket.connect(server, "large")) {
            // given a publisher whose names are longer than the part that the server adds
            PubMsg message = message("large", "a-guid-of-twenty-two-c", MAX_PAYLOAD);
            client.subscribe("large", "_INBOX.large", 1);
            client.listen("_INBOX.large");

            // when
            client.nats().publish(client.subjects().getPubPrefix() + ".large", bytes(message));

            // then
            assertThat(client.nats().readMessage().bytes().length)
                    .isGreaterThan(message.getData().size())
                    .isLessThanOrEqualTo(MAX_PAYLOAD);
        }
    }

    @Test
    void shouldDeliverWhateverCouldBePublished() throws IOException {
        server.assumeStanchion("it accepts the message and can then never deliver it");
        try (var client = StreamingSocket.connect(server, "x")) {
            // given names so short that sequence and timestamp do not fit in their place
            PubMsg message = message("x", "g", MAX_PAYLOAD);
            client.subscribe("large", "_INBOX.short", 1);
            client.listen("_INBOX.short");

            // when
            client.nats().publish(client.subjects().getPubPrefix() + ".large", bytes(message));

            // then
            assertThat(client.nats().readMessage().bytes().length)
                    .isGreaterThan(MAX_PAYLOAD)
                    .isLessThanOrEqualTo(MAX_PAYLOAD + 64);
        }
    }

    @Test
    void shouldTakeAPayloadOfExactlyMaxPayload() throws IOException {
        server.assumeStanchion("it cuts the connection: what the client adds is beyond the limit");
        try (var client = StreamingSocket.connect(server, "exact")) {
            // given
            client.subscribe("exact", "_INBOX.exact", 1);
            client.listen("_INBOX.exact");
            byte[] message =
                    PubMsg.newBuilder()
                            .setClientID("exact")
                            .setGuid("a-guid-of-twenty-two-c")
                            .setSubject("exact")
                            .setData(ByteString.copyFrom(new byte[MAX_PAYLOAD]))
                            .build()
                            .toByteArray();

            // when
            client.nats().publish(client.subjects().getPubPrefix() + ".exact", message);

            // then
            assertThat(message).hasSizeGreaterThan(MAX_PAYLOAD);
            assertThat(client.nats().readMessage().bytes().length).isGreaterThan(MAX_PAYLOAD);
        }
    }

    @Test
    void shouldCountTheEnvelopeWithStrictCompatibility(@TempDir Path folder) throws IOException {
        // given: a key that the Go server does not know and ignores
        Path file = Files.writeString(folder.resolve("a.conf"), "streaming { compat: strict }\n");
        Server strict = Server.start(programs, "-c", file.toString());
        try (var client = StreamingSocket.connect(strict, "strict")) {
            PubMsg longest = message("strict", "a-guid-of-twenty-two-c", MAX_PAYLOAD);
            PubMsg longer = message("strict", "a-guid-of-twenty-two-c", MAX_PAYLOAD + 1);

            // when
            PubAck taken = client.publish(longest.toByteArray());
            RawClient socket = client.nats();
            String subject = client.subjects().getPubPrefix() + ".large";
            socket.send("PUB " + subject + " " + longer.getSerializedSize() + "\r\n");
            socket.send(Arrays.copyOf(longer.toByteArray(), 4096));

            // then
            assertThat(taken.getError()).isEmpty();
            assertThat(longer.getData().size()).isLessThan(MAX_PAYLOAD);
            assertThat(socket.readOperationAnsweringPings())
                    .isEqualTo("-ERR 'Maximum Payload Violation'");
            assertThat(socket.skipToEnd()).isZero();
        }
    }

    private static PubMsg message(String clientId, String guid, int encodedBytes) {
        PubMsg.Builder message =
                PubMsg.newBuilder().setClientID(clientId).setGuid(guid).setSubject("large");
        int lengthAndTagOfData = 4;
        int dataBytes = encodedBytes - message.build().getSerializedSize() - lengthAndTagOfData;
        return message.setData(ByteString.copyFrom(new byte[dataBytes])).build();
    }

    private static byte[] bytes(PubMsg message) {
        assertThat(message.getSerializedSize()).isEqualTo(MAX_PAYLOAD);
        return message.toByteArray();
    }
}
