package dev.stanchion.engine.subscription;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Where messages go that nobody has processed. */
public interface Parking {
    /**
     * Stores a message in the channel of parked messages.
     *
     * @param outcome hears on the calling shard when the message is durable there, and its sequence
     */
    void park(ParkedEntry entry, Outcome<Long> outcome);

    /**
     * A message that has just been parked is not to be open: its position goes on with it.
     *
     * @param channel from which it comes
     * @param parkedSequence in the channel of parked messages
     */
    void takeBack(String channel, long parkedSequence);

    /**
     * A message to park.
     *
     * @param reply the encoded reply subject; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // lives from one call to the next; never compared
    record ParkedEntry(ParkedNote note, byte[] reply, byte[] data) {
        /**
         * Copies a message as it is stored.
         *
         * @param message says where its parts are in the buffer
         */
        public static ParkedEntry of(ParkedNote note, MsgProtoCursor message, ByteBuf buffer) {
            return new ParkedEntry(
                    note,
                    ByteBufUtil.getBytes(buffer, message.replyIndex(), message.replyLength()),
                    ByteBufUtil.getBytes(buffer, message.dataIndex(), message.dataLength()));
        }

        int bytes() {
            return reply.length + data.length;
        }
    }
}
