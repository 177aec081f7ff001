package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.LogEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class EncryptedEntryTest {
    private record Published(String guid, String publisher) implements LogEntry {
        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public long timestampEpochNanos() {
            return 2;
        }

        @Override
        public int encodedLength() {
            return 0;
        }

        @Override
        public void writeTo(ByteBuf target) {}
    }

    @Test
    void shouldTellTheStoreWhoPublishedTheMessageUnderWhichName() {
        // given
        EncryptedEntry entry = new EncryptedEntry();

        // when
        entry.become(
                new Published("guid", "client"),
                "orders".getBytes(UTF_8),
                Unpooled.EMPTY_BUFFER,
                0,
                0);

        // then
        assertThat(entry.guid()).isEqualTo("guid");
        assertThat(entry.publisher()).isEqualTo("client");
    }
}
