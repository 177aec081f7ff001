package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a client encodes to arrays and reads from them is what the server has in Netty's buffers.
 */
class WithoutNettyTest {
    private static final String LONG = "größer ".repeat(100) + "\uD83C\uDFAB \uD83C \uDFAB";

    static List<WireMessage> messages() {
        return List.of(
                new Ack("tickets:created", -1),
                new CloseRequest(LONG),
                new CloseResponse("stan: \u00fcberall"),
                new ConnectRequest("c", "_INBOX.1", 1, "conn\u00ff", -500, 3),
                new ConnectResponse("a", "b", "c", "d", "", "e", "f", 5, 3, 1),
                new ParkedNote("c", 7, Long.MAX_VALUE, "group:g", 3, LONG, "", 1),
                new Ping("conn"),
                new PingResponse(""),
                new PubAck("guid", LONG),
                new SubscriptionRequest("c", "ch", "g", "in", 64, 30, "d", 3, -1, 9, true),
                new SubscriptionResponse("acks", "", true, "near"),
                new UnsubscribeRequest("c", "ch", "in", "d"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldEncodeTheSameBytes(WireMessage message) {
        ByteBuf target = Unpooled.buffer();
        message.encodeTo(target);
        assertThat(message.toBytes()).isEqualTo(ByteBufUtil.getBytes(target));
    }

    @Test
    void shouldReadWhatTheServerSends() {
        assertThat(Ack.decode(new Ack("ch", 5).toBytes())).contains(new Ack("ch", 5));
        assertThat(PubAck.decode(new PubAck("g", "\u00fc").toBytes()))
                .contains(new PubAck("g", "\u00fc"));
        assertThat(CloseResponse.decode(new CloseResponse("x").toBytes()))
                .contains(new CloseResponse("x"));
        assertThat(PingResponse.decode(new byte[0])).contains(new PingResponse(""));
        ConnectResponse response = new ConnectResponse("a", "b", "c", "d", "", "e", "f", 5, 3, 1);
        assertThat(ConnectResponse.decode(response.toBytes())).contains(response);
        SubscriptionResponse accepted = new SubscriptionResponse("acks", "", true, "near");
        assertThat(SubscriptionResponse.decode(accepted.toBytes())).contains(accepted);
        ParkedNote note = new ParkedNote("c", 7, 8, "group:g", 3, "5 attempts", "", 1);
        assertThat(ParkedNote.decode(note.toBytes())).contains(note);
    }

    @Test
    void shouldRefuseWhatIsNoMessageOrNoText() {
        assertThat(PubAck.decode(new byte[] {0x0a, 5, 'g'})).isEmpty();
        assertThat(PubAck.decode(new byte[] {0x0a, 2, 'g', (byte) 0xff})).isEmpty();
        assertThat(new MsgProtoCursor().wrap(new byte[] {0x08})).isFalse();
    }

    @Test
    void shouldPublishTheSameBytesAndReadADelivery() {
        // given
        byte[] data = "payload".repeat(100).getBytes(UTF_8);
        ByteBuf target = Unpooled.buffer();
        PubMsgEncoder.write(target, "c", "guid", "ch", "", data, "conn\u00ff");
        ByteBuf delivery = Unpooled.buffer();
        MsgProtoEncoder.write(
                delivery,
                41,
                "ch".getBytes(UTF_8),
                Unpooled.wrappedBuffer(data),
                0,
                0,
                0,
                data.length,
                1_764_000_000_000_000_000L);
        byte[] delivered = ByteBufUtil.getBytes(delivery);
        MsgProtoCursor cursor = new MsgProtoCursor();

        // when
        byte[] published = PubMsgEncoder.toBytes("c", "guid", "ch", "", data, "conn\u00ff");
        boolean isMessage = cursor.wrap(delivered);

        // then
        assertThat(published).isEqualTo(ByteBufUtil.getBytes(target));
        assertThat(isMessage).isTrue();
        assertThat(cursor.sequence()).isEqualTo(41);
        assertThat(cursor.timestampEpochNanos()).isEqualTo(1_764_000_000_000_000_000L);
        assertThat(new String(delivered, cursor.dataIndex(), cursor.dataLength(), UTF_8))
                .isEqualTo("payload".repeat(100));
    }
}
