package dev.stanchion.nats.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskingTest {
    private static final byte[] MASK = {(byte) 0x91, 0x02, (byte) 0xf3, 0x64};
    private static final int MASK_AS_INT = 0x9102f364;

    @Test
    void shouldUnmaskPartsOfAnyLengthAtAnyOffset() {
        // given
        Random random = new Random(7);

        for (int length = 0; length < 70; length++) {
            for (int offset = 0; offset < 9; offset++) {
                byte[] payload = new byte[length];
                random.nextBytes(payload);
                byte[] masked = payload.clone();
                for (int i = 0; i < length; i++) {
                    masked[i] ^= MASK[(i + offset) & 3];
                }
                ByteBuf bytes = Unpooled.wrappedBuffer(masked);

                // when
                Masking.unmask(bytes, MASK_AS_INT, offset);

                // then
                assertThat(masked).isEqualTo(payload);
                bytes.release();
            }
        }
    }
}
