package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.kit.store.naive.NaiveDevice;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks what the suites do not cover: huge messages, and operations that fail half-way. */
class EncryptedStoreTest {
    private final StoreFixture fixture =
            new StoreFixture(TestEncryption.around(new NaiveDevice(), EncryptionCipher.AES));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldReadAndWriteAMessageThatIsLargerThanWhatIsKept() {
        // given
        TestChannel channel = fixture.open("foo");

        // when
        TestMessage huge = channel.store("x".repeat(3 << 20));
        TestMessage small = channel.store("small");

        // then
        assertThat(channel.kept()).containsExactly(huge, small);
    }

    @Test
    void shouldStoreNothingOfAMessageThatIsNotWhatItSays() {
        // given
        TestChannel channel = fixture.open("foo");
        TestMessage message = new TestMessage(1, fixture.shard().epochNanos(), "foo", "hello");

        // when // then
        assertThatThrownBy(() -> channel.log().append(new Longer(message)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("message 1 of foo");
        assertThat(channel.log().lastSequence()).isZero();
        assertThat(channel.store("next").sequence()).isEqualTo(1);
    }

    private record Longer(TestMessage message) implements LogEntry {
        @Override
        public long sequence() {
            return message.sequence();
        }

        @Override
        public long timestampEpochNanos() {
            return message.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return message.encodedLength() + 1;
        }

        @Override
        public void writeTo(ByteBuf target) {
            message.writeTo(target);
        }
    }

    private interface Look {
        void at(long sequence, ByteBuf bytes);
    }

    private record Concerned(Look look) implements LogReader {
        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            look.at(sequence, buffer.slice(index, length));
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {}

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            throw why;
        }
    }

    @Test
    void shouldKeepTheReplySubject() {
        // given
        TestChannel channel = fixture.open("foo");
        WithReply stored = new WithReply(1, fixture.shard().epochNanos(), "foo", "_INBOX.r", "hi");

        // when
        channel.log().append(stored);
        channel.commit();
        List<ByteBuf> read = new ArrayList<>();
        channel.log().read(1, 1, new Concerned((sequence, bytes) -> read.add(bytes.copy())));
        fixture.settle();

        // then
        ByteBuf expected = Unpooled.buffer();
        stored.writeTo(expected);
        assertThat(read).containsExactly(expected);
    }

    private record WithReply(
            long sequence, long timestampEpochNanos, String channel, String reply, String data)
            implements LogEntry {
        @Override
        public int encodedLength() {
            return MsgProtoEncoder.encodedLength(
                    sequence, channel.length(), reply.length(), data.length(), timestampEpochNanos);
        }

        @Override
        public void writeTo(ByteBuf target) {
            MsgProtoEncoder.write(
                    target,
                    sequence,
                    channel.getBytes(UTF_8),
                    Unpooled.wrappedBuffer((reply + data).getBytes(UTF_8)),
                    0,
                    reply.length(),
                    reply.length(),
                    data.length(),
                    timestampEpochNanos);
        }
    }
}
