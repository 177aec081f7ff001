package dev.stanchion.nats.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.LeaksFail;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeaksFail.class)
class OutboundBytesTest {
    private static final byte[] SUBJECT = "foo".getBytes(US_ASCII);
    private static final byte[] SID = "1".getBytes(US_ASCII);
    private static final byte[] NO_REPLY = {};

    private final SharedOutput sharedOutput = new SharedOutput();
    private final RoutedMessage message = new RoutedMessage(sharedOutput);
    private final OutboundBytes first = new OutboundBytes(0);
    private final OutboundBytes second = new OutboundBytes(0);
    private final StringBuilder expected = new StringBuilder();

    @AfterEach
    void release() {
        first.discard();
        second.discard();
        sharedOutput.close();
    }

    private void shared(int length, OutboundBytes... receivers) {
        append(length, true, receivers);
    }

    private void append(int length, boolean isShared, OutboundBytes... receivers) {
        String payload = Character.toString('a' + expected.length() % 26).repeat(length);
        ByteBuf source = Unpooled.directBuffer().writeBytes(payload.getBytes(US_ASCII));
        message.publish(source, 0, length, SUBJECT, NO_REPLY);
        message.share(isShared);
        for (OutboundBytes receiver : receivers) {
            receiver.append(message, message.prepareFor(SID, false));
        }
        message.clear();
        source.release();
        expected.append("MSG foo 1 ").append(length).append("\r\n").append(payload).append("\r\n");
    }

    private static String drain(OutboundBytes gathered) {
        gathered.close();
        var text = new StringBuilder();
        while (gathered.hasBuffers()) {
            ByteBuf next = gathered.next();
            text.append(next.toString(US_ASCII));
            next.release();
        }
        return text.toString();
    }

    private static int buffersOf(OutboundBytes gathered) {
        gathered.close();
        int count = 0;
        while (gathered.hasBuffers()) {
            gathered.next().release();
            count++;
        }
        return count;
    }

    @Test
    void shouldGiveTheSameWordsToAll() {
        // when
        for (int i = 0; i < 30; i++) {
            shared(1000, first, second);
        }

        // then
        assertThat(drain(first)).isEqualTo(expected.toString());
        assertThat(drain(second)).isEqualTo(expected.toString());
    }

    @Test
    void shouldWriteWhatGoesToSeveralOnlyOnce() {
        // when
        for (int i = 0; i < 30; i++) {
            shared(1000, first, second);
        }

        // then
        int written = sharedOutput.room(0).end();
        assertThat(written).isEqualTo(expected.length());
        assertThat(buffersOf(first)).isEqualTo(1);
        assertThat(buffersOf(second)).isEqualTo(1);
    }

    @Test
    void shouldKeepTheOrderOfWhatIsSharedAndWhatIsNot() {
        // when
        for (int i = 0; i < 200; i++) {
            append(37 * i, i % 3 == 0 || i % 7 > 3, first);
        }

        // then
        assertThat(drain(first)).isEqualTo(expected.toString());
    }

    @Test
    void shouldKeepNoChunkAliveForALittle() {
        // given
        shared(100, first, second);

        // when
        first.endPart();
        second.endPart();

        // then
        assertThat(sharedOutput.room(0).isUnused()).isTrue();
        assertThat(drain(first)).isEqualTo(expected.toString());
    }

    @Test
    void shouldKeepNoChunkAliveForLessThanHalfOfItWhenItsConnectionLags() {
        // given
        for (int i = 0; i < 30; i++) {
            shared(1000, first, second);
        }

        // when
        first.lag(true);
        first.endPart();
        second.discard();

        // then
        assertThat(sharedOutput.room(0).isUnused()).isTrue();
        assertThat(drain(first)).isEqualTo(expected.toString());
    }

    @Test
    void shouldTakeWhatAnotherLoopHasGathered() {
        // given
        append(50, false, first);
        var fromOther = new OutboundBytes(0);
        for (int i = 0; i < 40; i++) {
            append(37 * i, i % 4 < 2, fromOther);
        }
        fromOther.endPart();

        // when
        first.take(fromOther);
        append(50, false, first);

        // then
        assertThat(drain(first)).isEqualTo(expected.toString());
        assertThat(fromOther.hasBuffers()).isFalse();
    }

    @Test
    void shouldTakeLittleAsACopyWhenItsConnectionLags() {
        // given
        for (int i = 0; i < 15; i++) {
            shared(1000, second);
        }
        second.endPart();
        first.lag(true);

        // when
        first.take(second);

        // then
        assertThat(sharedOutput.room(0).isUnused()).isTrue();
        assertThat(drain(first)).isEqualTo(expected.toString());
    }

    @Test
    void shouldWriteAMessageAgainIfAHandlerMayHaveOverwrittenIt() {
        // given
        byte[] payload = "payload".getBytes(US_ASCII);
        ByteBuf source = Unpooled.directBuffer().writeBytes(payload);
        message.publish(source, 0, payload.length, SUBJECT, NO_REPLY);
        int length = message.prepareFor(SID, false);
        message.share(true);
        message.sharedChunk(); // whoever should have got it there was closed

        // when
        message.share(false);
        sharedOutput.room(length).put("overwritten by a handler".getBytes(US_ASCII), 0, 24);
        message.share(true);
        first.append(message, length);

        // then
        assertThat(drain(first)).isEqualTo("MSG foo 1 7\r\npayload\r\n");
        message.clear();
        source.release();
    }
}
