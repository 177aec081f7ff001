package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.encryption.EncryptionCipher;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buffers that encryption shares on a shard, where a store answers while it is asked. */
class EncryptedInlineReadTest {
    private final StoreFixture fixture =
            new StoreFixture(TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldShowAReaderItsMessageWhateverItDoesMeanwhile() {
        // given
        TestChannel foo = fixture.open("foo");
        TestChannel bar = fixture.open("bar");
        foo.store("m", 3);
        bar.store("other", 3);
        List<String> read = new ArrayList<>();

        // when
        foo.log()
                .read(
                        1,
                        3,
                        new Concerned((sequence, bytes) -> {
                            ByteBuf before = bytes.copy();
                            bar.store("while it is read");
                            assertThat(bar.read(1, 10).messages()).isNotEmpty();
                            assertThat(bytes).isEqualTo(before);
                            read.add(sequence + "");
                        }));

        // then
        assertThat(read).containsExactly("1", "2", "3");
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
}
