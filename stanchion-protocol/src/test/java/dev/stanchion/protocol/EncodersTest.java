package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodersTest {
    private final ByteBuf target = Unpooled.buffer();

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0",
        "1, 1, 0, 0, 1",
        "127, 127, 127, 127, 127",
        "128, 128, 128, 128, 128",
        "-1, 3, 20000, 0, -1",
        "9223372036854775807, 3, 0, 70000, 1700000000123456789",
    })
    void shouldForetellTheLengthOfAMessage(
            long sequence, int channelLength, int replyLength, int dataLength, long timestamp) {
        // given
        ByteBuf source = Unpooled.buffer().writeZero(replyLength + dataLength);

        // when
        MsgProtoEncoder.write(
                target,
                sequence,
                new byte[channelLength],
                source,
                0,
                replyLength,
                replyLength,
                dataLength,
                timestamp);

        // then
        assertThat(target.readableBytes())
                .isEqualTo(
                        MsgProtoEncoder.encodedLength(
                                sequence, channelLength, replyLength, dataLength, timestamp));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, Integer.MAX_VALUE, -1})
    void shouldAppendARedeliveryToAMessage(int count) {
        // given
        MsgProtoEncoder.write(target, 7, "foo".getBytes(US_ASCII), target, 0, 0, 0, 0, 9);
        int length = target.readableBytes();

        // when
        MsgProtoEncoder.writeRedelivery(target, count);

        // then
        assertThat(target.readableBytes() - length)
                .isEqualTo(MsgProtoEncoder.redeliveryLength(count));
        MsgProtoCursor message = new MsgProtoCursor();
        assertThat(message.wrap(target, 0, target.readableBytes())).isTrue();
        assertThat(message.sequence()).isEqualTo(7);
        assertThat(message.redelivered()).isEqualTo(count != 0);
        assertThat(message.redeliveryCount()).isEqualTo(count);
    }

    @Test
    void shouldEchoTheGuidAlone() {
        // given
        ByteBuf source = Unpooled.copiedBuffer("..guid..", US_ASCII);

        // when
        PubAckEncoder.write(target, source, 2, 4);

        // then
        assertThat(target.readableBytes()).isEqualTo(PubAckEncoder.encodedLength(4, 0));
        assertThat(pubAck()).contains(new PubAck("guid", ""));
    }

    @Test
    void shouldEchoTheGuidWithTheRefusal() {
        // given
        ByteBuf source = Unpooled.copiedBuffer("..guid..", US_ASCII);
        String error = Refusal.differentCase("foö", "Foö");

        // when
        PubAckEncoder.writeRefusal(target, source, 2, 4, error);

        // then
        assertThat(target.readableBytes())
                .isEqualTo(PubAckEncoder.encodedLength(4, PubAckEncoder.errorLength(error)));
        assertThat(pubAck()).contains(new PubAck("guid", error));
    }

    @Test
    void shouldRefuseWithoutAGuid() {
        // when
        PubAckEncoder.writeRefusal(target, target, 0, 0, Refusal.INVALID_PUBLISH_REQUEST.text());

        // then
        assertThat(pubAck()).contains(new PubAck("", "stan: invalid publish request"));
    }

    @Test
    void shouldEncodeSuccessesToNoBytes() {
        // when
        new CloseResponse("").encodeTo(target);
        new PingResponse("").encodeTo(target);
        new SubscriptionResponse("", "").encodeTo(target);

        // then
        assertThat(target.readableBytes()).isZero();
    }

    @Test
    void shouldRefuseAConnectWithTheErrorAlone() {
        // when
        ConnectResponse.refused("no").encodeTo(target);

        // then
        assertThat(target).isEqualTo(Unpooled.wrappedBuffer(new byte[] {0x2A, 2, 'n', 'o'}));
    }

    private Optional<PubAck> pubAck() {
        return PubAck.decode(target, 0, target.readableBytes());
    }
}
