package dev.stanchion.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    static List<Samples<?>> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldDecodeWhatItEncoded(Samples<?> sample) {
        // given
        byte[] bytes = sample.encoded();

        // when // then
        assertThat(sample.decode(bytes))
                .hasValueSatisfying(m -> assertThat(m).isEqualTo(sample.full()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseTheFiveBytesDummy(Samples<?> sample) {
        assertThat(sample.decode("dummy".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldDecodeNothingToDefaultsAndEncodeDefaultsToNothing(Samples<?> sample) {
        assertThat(sample.decode(new byte[0])).isPresent();
    }

    @Test
    void shouldEncodeASuccessToNoBytes() {
        // given
        ByteBuf target = Unpooled.buffer();

        // when
        new CloseResponse("").encodeTo(target);
        new PingResponse("").encodeTo(target);
        new SubscriptionResponse("", "").encodeTo(target);

        // then
        assertThat(target.readableBytes()).isZero();
    }

    @Test
    void shouldRefuseAConnectWithTheErrorAlone() {
        // given
        ByteBuf target = Unpooled.buffer();

        // when
        ConnectResponse.refused("no").encodeTo(target);

        // then
        assertThat(target)
                .isEqualTo(Unpooled.wrappedBuffer(new byte[] {(5 << 3) | 2, 2, 'n', 'o'}));
    }
}
