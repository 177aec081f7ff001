package dev.stanchion.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.protobuf.PubAck;
import io.nats.streaming.protobuf.PubMsg;
import io.nats.streaming.protobuf.SubscriptionResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client IDs and channel names that the protocol forbids (spec/streaming.md 2.1, 4.1, 5.1). */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IllegalNameIT {
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

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a:b", "a,b", "a/b", "żółw", "line\n", "*", ">"})
    void shouldRefuseAnIllegalClientId(String clientId) throws IOException {
        try (var client = StreamingSocket.connect(server, clientId)) {
            assertThat(client.subjects().getError())
                    .isEqualTo(
                            "stan: invalid clientID: only alphanumeric and `-` or `_` characters"
                                    + " allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a.", "a/b", "a.*", "*", "a.>", ">", "a*", "a>b"})
    void shouldRefuseAnIllegalChannelName(String channel) throws IOException {
        try (var client = StreamingSocket.connect(server, "illegal-channels")) {
            // when
            PubAck published = client.publish(channel, "guid", new byte[0]);
            SubscriptionResponse subscribed = client.subscribe(channel, "_INBOX.illegal", 1);

            // then
            assertThat(published.getError()).isEqualTo("stan: invalid publish request");
            assertThat(published.getGuid()).isEqualTo("guid");
            assertThat(subscribed.getError()).isEqualTo("stan: invalid subject");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a."})
    void shouldAnswerOnSubjectsThatCoreNatsDeliversToNobody(String channel) throws Exception {
        server.assumeStanchion("nobody gets what is published there, and the client waits");
        try (var client = StreamingSocket.connect(server, "nowhere")) {
            // given: clients put the channel behind the prefix
            byte[] message =
                    PubMsg.newBuilder()
                            .setClientID("nowhere")
                            .setGuid("guid")
                            .setSubject(channel)
                            .build()
                            .toByteArray();

            // when
            String subject = client.subjects().getPubPrefix() + "." + channel;
            PubAck answer = PubAck.parseFrom(client.request(subject, message));

            // then
            assertThat(answer.getError()).isEqualTo("stan: invalid publish request");
            assertThat(answer.getGuid()).isEqualTo("guid");
        }
    }
}
