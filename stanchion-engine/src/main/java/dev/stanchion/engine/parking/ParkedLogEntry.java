package dev.stanchion.engine.parking;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.subscription.Parking.ParkedEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A parked message as its channel stores it: reply and data are as they were, and the note follows
 * them. Its subject is the channel where it is now, because clients acknowledge by it.
 */
final class ParkedLogEntry implements LogEntry {
    private final byte[] channel;
    private final long sequence;
    private final long timestampEpochNanos;
    private final ByteBuf parts;
    private final int replyLength;
    private final int dataLength;
    private final int noteLength;
    private final String guid;

    ParkedLogEntry(
            byte[] channel,
            long sequence,
            long timestampEpochNanos,
            ParkedEntry entry,
            String guid) {
        byte[] note = entry.note().toBytes();
        this.channel = channel;
        this.sequence = sequence;
        this.timestampEpochNanos = timestampEpochNanos;
        this.parts = Unpooled.wrappedBuffer(entry.reply(), entry.data(), note);
        this.replyLength = entry.reply().length;
        this.dataLength = entry.data().length;
        this.noteLength = note.length;
        this.guid = guid;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampEpochNanos() {
        return timestampEpochNanos;
    }

    @Override
    public int encodedLength() {
        return MsgProtoEncoder.encodedLength(
                        sequence, channel.length, replyLength, dataLength, timestampEpochNanos)
                + MsgProtoEncoder.parkedLength(noteLength);
    }

    @Override
    public void writeTo(ByteBuf target) {
        MsgProtoEncoder.write(
                target,
                sequence,
                channel,
                parts,
                0,
                replyLength,
                replyLength,
                dataLength,
                timestampEpochNanos);
        MsgProtoEncoder.writeParked(target, parts, replyLength + dataLength, noteLength);
    }

    @Override
    public String guid() {
        return guid;
    }
}
