package dev.stanchion.activity.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettledMessageTest {
    private static final SettledMessage MESSAGE =
            new SettledMessage(
                    200,
                    Long.MAX_VALUE,
                    17,
                    "ticketing",
                    new long[] {-1, 0},
                    List.of(
                            new SettledMessage.OfChannel("tickets:created", 12, new long[] {1, 2}),
                            new SettledMessage.OfChannel("größe", 0, new long[] {})));

    /** What every version since 0.1.0 sends. */
    private static final String SENT =
            "01c87fffffffffffffff000000000000001100097469636b6574696e6700000002ffff"
                    + "ffffffffffff000000000000000000000002000f7469636b6574733a63726561746564"
                    + "000000000000000c000000020000000000000001000000000000000200076772c3b6c3"
                    + "9f65000000000000000000000000";

    private static ByteBuf encoded() {
        ByteBuf bytes = Unpooled.buffer();
        MESSAGE.encodeTo(bytes);
        return bytes;
    }

    @Test
    void shouldSendWhatFollowersOfEveryVersionRead() {
        assertThat(ByteBufUtil.hexDump(encoded())).isEqualTo(SENT);
    }

    @Test
    void shouldReadWhatItWrites() {
        // when
        ByteBuf bytes = encoded();
        var read = SettledMessage.decode(bytes, 0, bytes.readableBytes());

        // then
        assertThat(read)
                .hasValueSatisfying(message ->
                        assertThat(message).usingRecursiveComparison().isEqualTo(MESSAGE));
    }

    @Test
    void shouldRefuseEveryTruncationAndOtherVersions() {
        // given
        ByteBuf bytes = encoded();

        // when
        for (int length = 0; length < bytes.readableBytes(); length++) {
            // then
            assertThat(SettledMessage.decode(bytes, 0, length)).isEmpty();
        }
        bytes.setByte(0, 2);
        assertThat(SettledMessage.decode(bytes, 0, bytes.readableBytes())).isEmpty();
    }

    @Test
    void shouldNotFailOnAnyBytes() {
        // given
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = 1;
            }

            // when
            var read = SettledMessage.decode(Unpooled.wrappedBuffer(bytes), 0, bytes.length);

            // then
            read.ifPresent(message -> assertThat(message.channels()).isNotNull());
        }
    }
}
