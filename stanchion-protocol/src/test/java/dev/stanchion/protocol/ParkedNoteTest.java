package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ParkedNoteTest {
    private static final ParkedNote NOTE =
            new ParkedNote(
                    "tickets:created",
                    41,
                    1_700_000_000_000_000_000L,
                    "durable:länge/d",
                    5,
                    "5 attempts",
                    "orders-1",
                    1_700_000_060_000_000_000L,
                    ParkedNote.Cause.BEHIND,
                    40);

    @Test
    void shouldReadTheNoteInAMessage() {
        // given
        byte[] note = NOTE.toBytes();
        ByteBuf parts = Unpooled.wrappedBuffer("data".getBytes(UTF_8), note);
        ByteBuf message = Unpooled.buffer();

        // when
        MsgProtoEncoder.write(message, 1, "x.parked".getBytes(UTF_8), parts, 0, 0, 0, 4, 9);
        int plain = message.readableBytes();
        MsgProtoEncoder.writeParked(message, parts, 4, note.length);

        // then
        MsgProtoCursor cursor = new MsgProtoCursor();
        assertThat(cursor.wrap(message, 0, message.readableBytes())).isTrue();
        assertThat(cursor.dataLength()).isEqualTo(4);
        assertThat(message.readableBytes() - plain)
                .isEqualTo(MsgProtoEncoder.parkedLength(note.length));
        assertThat(ParkedNote.decode(cursor.buffer(), cursor.parkedIndex(), cursor.parkedLength()))
                .contains(NOTE);
    }

    @Test
    void shouldTakeACauseOfALaterVersionAsAnother() {
        // given
        ByteBuf note = Unpooled.wrappedBuffer(NOTE.toBytes());
        int cause = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(new byte[] {72, 1}), note);
        note.setByte(cause + 1, 99);

        // when, then
        assertThat(ParkedNote.decode(note, 0, note.readableBytes()))
                .map(ParkedNote::cause)
                .contains(ParkedNote.Cause.OTHER);
    }

    @Test
    void shouldReadNoNoteWhereThereIsNone() {
        // given
        MsgProtoCursor cursor = new MsgProtoCursor();
        ByteBuf message = Unpooled.buffer();
        MsgProtoEncoder.write(message, 1, new byte[] {'x'}, message, 0, 0, 0, 0, 9);

        // when
        cursor.wrap(message, 0, message.readableBytes());

        // then
        assertThat(cursor.parkedLength()).isZero();
        assertThat(ParkedNote.decode(message, 0, 0)).isEmpty();
    }

    @Test
    void shouldKnowChannelsOfParkedMessagesByTheirNames() {
        assertThat(ParkedNote.isParkedChannel(ParkedNote.channelFor("a:b"))).isTrue();
        assertThat(ParkedNote.originOf("a:b.parked")).isEqualTo("a:b");
        assertThat(ParkedNote.isParkedChannel(".parked")).isFalse();
        assertThat(ParkedNote.isParkedChannel("parked")).isFalse();
    }
}
