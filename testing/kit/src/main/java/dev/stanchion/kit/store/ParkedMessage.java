package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A message with the note of a parked one, as the engine would store it. Immutable. */
record ParkedMessage(TestMessage message, ParkedNote note) implements LogEntry {
    @Override
    public long sequence() {
        return message.sequence();
    }

    @Override
    public long timestampEpochNanos() {
        return message.timestampEpochNanos();
    }

    @Override
    public int encodedLength() {
        return message.encodedLength() + MsgProtoEncoder.parkedLength(note.toBytes().length);
    }

    @Override
    public void writeTo(ByteBuf target) {
        message.writeTo(target);
        ByteBuf encoded = Unpooled.wrappedBuffer(note.toBytes());
        MsgProtoEncoder.writeParked(target, encoded, 0, encoded.readableBytes());
    }
}
