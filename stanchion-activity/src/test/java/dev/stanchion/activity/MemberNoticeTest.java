package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemberNoticeTest {
    private static final MemberNotice NOTICE = new MemberNotice("m1", "s1", true, 120);

    /** What every version since 0.1.0 sends. */
    private static final String SENT = "1 m1 s1 active 120";

    private record Notice(ByteBuf buffer) implements BusMessage {
        static Notice of(String text) {
            return new Notice(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }

        @Override
        public int subjectIndex() {
            return 0;
        }

        @Override
        public int subjectLength() {
            return 0;
        }

        @Override
        public int replyIndex() {
            return 0;
        }

        @Override
        public int replyLength() {
            return 0;
        }

        @Override
        public int payloadIndex() {
            return 0;
        }

        @Override
        public int payloadLength() {
            return buffer.readableBytes();
        }

        @Override
        public Origin origin() {
            throw new AssertionError("nobody asks for it");
        }
    }

    @Test
    void shouldSendWhatMembersOfEveryVersionRead() {
        assertThat(NOTICE.encoded().toString(StandardCharsets.UTF_8)).isEqualTo(SENT);
        assertThat(MemberNotice.of(Notice.of(SENT))).contains(NOTICE);
        assertThat(MemberNotice.of(Notice.of(SENT + " and more"))).contains(NOTICE);
    }

    @Test
    void shouldLeaveOutWhatOtherVersionsSend() {
        assertThat(MemberNotice.of(Notice.of(SENT.replaceFirst("1", "2")))).isEmpty();
        assertThat(MemberNotice.of(Notice.of("1 m1 s1 active never"))).isEmpty();
        assertThat(MemberNotice.of(Notice.of("x".repeat(600)))).isEmpty();
    }
}
