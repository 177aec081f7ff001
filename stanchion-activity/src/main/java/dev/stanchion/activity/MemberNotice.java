package dev.stanchion.activity;

import dev.stanchion.engine.spi.BusMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a member tells the others of itself: a line of words with blanks between. Immutable.
 *
 * @param id of the member, made when its process starts
 * @param serverId of the NATS server that it is connected to
 * @param isActive whether it answers clients
 * @param unbrokenMillis how long it has received what clients send, without a gap
 */
record MemberNotice(String id, String serverId, boolean isActive, long unbrokenMillis) {
    private static final String VERSION = "1";
    private static final String ACTIVE = "active";
    private static final String FOLLOWING = "following";
    private static final int WORDS = 5;
    private static final int MOST_BYTES = 512;

    ByteBuf encoded() {
        String words =
                String.join(
                        " ",
                        VERSION,
                        id,
                        serverId,
                        isActive ? ACTIVE : FOLLOWING,
                        Long.toString(unbrokenMillis));
        return Unpooled.copiedBuffer(words, StandardCharsets.UTF_8);
    }

    /** Reads a notice; empty if the message is none. A later version may add words. */
    static Optional<MemberNotice> of(BusMessage message) {
        if (message.payloadLength() > MOST_BYTES) {
            return Optional.empty();
        }
        String text =
                message.buffer()
                        .toString(
                                message.payloadIndex(),
                                message.payloadLength(),
                                StandardCharsets.UTF_8);
        String[] words = text.split(" ", -1);
        if (words.length < WORDS || !words[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new MemberNotice(
                            words[1],
                            words[2],
                            words[3].equals(ACTIVE),
                            Math.max(0, Long.parseLong(words[4]))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
