package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The record of one message that was sent to a subscription, or acknowledged, in the format of NATS
 * Streaming ({@code spec/stores.md} 1.1). The record of an ended subscription has the same form
 * without the sequence. Immutable.
 *
 * @param id of the subscription
 * @param sequence 0 in the record of an ended subscription
 */
public record SubStateUpdate(long id, long sequence) implements WireMessage {
    /**
     * Reads a record.
     *
     * @return empty if the bytes are not such a record
     */
    public static Optional<SubStateUpdate> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        long id = 0;
        long sequence = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.varint();
                case 2 -> sequence = in.varint();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new SubStateUpdate(id, sequence)) : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.number(output, target, 1, id);
        WireWriter.number(output, target, 2, sequence);
    }
}
