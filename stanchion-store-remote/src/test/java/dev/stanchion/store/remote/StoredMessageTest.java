package dev.stanchion.store.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class StoredMessageTest {
    @Test
    void shouldEncodeItsPartsAsTheEngineDoes() {
        // given
        ByteBuf parts = Unpooled.copiedBuffer("order 7", UTF_8);

        // when
        StoredMessage message =
                StoredMessage.of(7, 70, "orders".getBytes(UTF_8), parts, 0, 0, 0, 7, 0, 0);

        // then
        StoredMessage expected = Examples.stored(new TestMessage(7, 70, "orders", "order 7"));
        assertThat(message).isEqualTo(expected);
        assertThat(message.array()).hasSize(message.size());
    }

    @Test
    void shouldKeepAllButItsPlaceWhenItMoves() {
        // given: a reply, and a sequence that becomes longer
        ByteBuf parts = Unpooled.copiedBuffer("replydata", UTF_8);
        StoredMessage message =
                StoredMessage.of(7, 70, "orders".getBytes(UTF_8), parts, 0, 5, 5, 4, 0, 0);

        // when
        StoredMessage moved = message.moved(300, 80);

        // then
        MsgProtoCursor cursor = new MsgProtoCursor();
        assertThat(cursor.wrap(moved.bytes(), 0, moved.size())).isTrue();
        assertThat(moved.sequence()).isEqualTo(300);
        assertThat(moved.timestampEpochNanos()).isEqualTo(80);
        assertThat(cursor.sequence()).isEqualTo(300);
        assertThat(cursor.timestampEpochNanos()).isEqualTo(80);
        assertThat(text(cursor, cursor.channelIndex(), cursor.channelLength())).isEqualTo("orders");
        assertThat(text(cursor, cursor.replyIndex(), cursor.replyLength())).isEqualTo("reply");
        assertThat(text(cursor, cursor.dataIndex(), cursor.dataLength())).isEqualTo("data");
        assertThat(message.moved(7, 70)).isEqualTo(message);
    }

    @Test
    void shouldNotMoveBytesThatAreNoMessage() {
        // given
        StoredMessage damaged = StoredMessage.of(7, 70, new byte[] {0x0a, 0x7f});

        // when, then
        assertThatThrownBy(() -> damaged.moved(8, 70))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("message 7");
    }

    private static String text(MsgProtoCursor cursor, int index, int length) {
        return new String(ByteBufUtil.getBytes(cursor.buffer(), index, length), UTF_8);
    }
}
