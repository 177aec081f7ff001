package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JetStream sends to publishers and subscribers, byte by byte as a nats-server 2.15 does. */
class JetStreamMessagesTest {
    private static final byte[] PAYLOAD = bytes("0123456789abcdef");
    private static final String FIRST_DELIVERY =
            "$JS.ACK.bench_load.workers.1.4711.17.1796173252528464202.3";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Incoming delivery(String reply) {
        return Messages.on(Subscriber.FIRST_SID, "bench.load", reply, PAYLOAD);
    }

    @Test
    void shouldReadTheSequenceFromTheReplySubject() {
        // given
        Incoming message = delivery(FIRST_DELIVERY);
        Envelope envelope = new JetStreamEnvelope(true);

        // when
        int at = envelope.open(message);

        // then
        assertThat(envelope.sequence()).isEqualTo(4711);
        assertThat(at).isEqualTo(message.payloadAt());
    }

    @Test
    void shouldAcknowledgeToTheReplySubjectOnlyIfTheConsumerIsExplicit() {
        // given
        Incoming message = delivery(FIRST_DELIVERY);
        ByteBuffer explicit = ByteBuffer.allocate(256);
        ByteBuffer ordered = ByteBuffer.allocate(256);

        // when
        new JetStreamEnvelope(true).acknowledge(message, explicit);
        new JetStreamEnvelope(false).acknowledge(message, ordered);

        // then
        String sent = new String(explicit.array(), 0, explicit.position(), StandardCharsets.UTF_8);
        assertThat(sent).isEqualTo("PUB " + FIRST_DELIVERY + " 4\r\n+ACK\r\n");
        assertThat(ordered.position()).isZero();
    }

    @Test
    void shouldNoticeARedelivery() {
        // given
        Incoming message = delivery(FIRST_DELIVERY.replace(".1.4711", ".2.4711"));

        // then
        assertThatThrownBy(() -> new JetStreamEnvelope(true).open(message))
                .hasMessageContaining("message 4711 was delivered a second time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "$JS.ACK.s.c.1.x.1.1.0", "$JS.ACK.s.c.y.1.1.1.0"})
    void shouldRefuseAMessageThatJetStreamHasNotSent(String reply) {
        // given
        Incoming message = delivery(reply);

        // then
        assertThatThrownBy(() -> new JetStreamEnvelope(true).open(message))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("no reply subject of JetStream");
    }

    @Test
    void shouldKnowThePublishedMessageByTheSubjectOfItsReceipt() {
        // given
        MessageBlock block = MessageBlock.jetStream(0, List.of("bench.load"), "_INBOX.acks", 128);
        block.number(0x1234);
        ByteBuffer sent = block.messages(0x1234, 1);
        byte[] line = new byte[64];
        sent.get(line);
        String subject = new String(line, StandardCharsets.US_ASCII).split(" ", -1)[2];

        // when
        long number =
                new JetStreamReceipts()
                        .numberOf(
                                Messages.on(
                                        Link.ACKS,
                                        subject,
                                        "",
                                        bytes("{\"stream\":\"bench_load\",\"seq\":7}")));

        // then
        assertThat(subject).startsWith("_INBOX.acks.");
        assertThat(number).isEqualTo(0x1234);
    }

    @Test
    void shouldSayWhyJetStreamRefusedAMessage() {
        // given
        byte[] refusal = bytes("{\"error\":{\"code\":503,\"description\":\"no room\"},\"seq\":0}");

        // then
        assertThatThrownBy(() -> new JetStreamReceipts().numberOf(Messages.on(Link.ACKS, refusal)))
                .hasMessageContaining("the server refused a message")
                .hasMessageContaining("no room");
    }
}
