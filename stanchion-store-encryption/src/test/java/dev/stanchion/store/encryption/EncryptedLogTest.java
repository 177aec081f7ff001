package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncryptedLogTest {
    private final StoreFixture fixture = new StoreFixture(new NaiveDevice());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldKnowWhatTheStoreKnows() {
        // given
        ByteBuf source = Unpooled.copiedBuffer("a known guid", UTF_8);
        ChannelLog known =
                new ForwardingLog(fixture.open("foo").log()) {
                    @Override
                    public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
                        return buffer.toString(guidIndex, guidLength, UTF_8).equals("known");
                    }
                };
        ChannelCipher cipher =
                new ChannelCipher(
                        TestEncryption.keys("open sesame").of("foo"),
                        EncryptionCipher.AES,
                        new ShardCiphers());

        // when
        EncryptedLog log = new EncryptedLog(known, "foo", "foo".getBytes(UTF_8), cipher);

        // then
        assertThat(log.isKnown(source, 2, 5)).isTrue();
        assertThat(log.isKnown(source, 8, 4)).isFalse();
        cipher.destroy();
    }
}
