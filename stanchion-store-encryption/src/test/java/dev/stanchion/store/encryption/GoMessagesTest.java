package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.DecoratedDevice;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.kit.store.naive.NaiveDevice;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that nats-streaming-server 0.25.6 has stored: the payloads of {@code msgs.1.dat} records
 * of a FILE store, written with {@code -encryption_key "open sesame"}, first {@code
 * -encryption_cipher AES}, then {@code CHACHA}, then without encryption.
 */
class GoMessagesTest {
    private static final String CHANNEL = "tickets:created";
    private static final List<String> STORED =
            List.of(
                    "0801120f7469636b6574733a6372656174656422220143a883a50000000000000001e1dd2cdea3"
                            + "1ec6f50c5de262c513691b15a0a0f7b1288de1c28bea83d1f518",
                    "0802120f7469636b6574733a637265617465642889e68d8cea83d1f518",
                    "0803120f7469636b6574733a6372656174656422220143a883a50000000000000002fb0a264a68"
                            + "5dfefc209ac60eb6f2b083dc64a2586a28fb87a28cea83d1f518",
                    "0804120f7469636b6574733a637265617465642223026aa4b8c2000000000000000454731f05452"
                            + "caed665ac0ba53f60f301b02961b0b2d52899c9eec3ea83d1f518",
                    "0805120f7469636b6574733a637265617465642205636c656172289fa2dcfdea83d1f518");
    private static final String OF_ANOTHER_CHANNEL =
            "080112096f72646572732e65752224024acf1c340000000000000001dbfc49bbc048f1fb2d75b5cc48f3d3"
                    + "e288239f5386ddc228cdc4d0c6ea83d1f518";

    private final DecoratedDevice device =
            new DecoratedDevice(new NaiveDevice(), store -> store, 0);
    private final StoreFixture fixture = new StoreFixture(device);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void k25_shouldReadWhatTheGoServerHasEncrypted() {
        // given
        store(CHANNEL, STORED);

        // when
        restartWith(EncryptionCipher.AES);

        // then
        assertThat(fixture.open(CHANNEL).kept())
                .extracting(TestMessage::data)
                .containsExactly("hello", "", "world", "chacha", "clear");
    }

    @Test
    void k25_shouldDeriveTheKeyOfAChannelFromTheWholeName() {
        // given
        store("orders.eu", List.of(OF_ANOTHER_CHANNEL));

        // when
        restartWith(EncryptionCipher.CHACHA);

        // then
        String data = fixture.open("orders.eu").kept().get(0).data();
        assertThat(new String(data.getBytes(StandardCharsets.ISO_8859_1), UTF_8))
                .isEqualTo("grüße");
    }

    @Test
    void shouldGoOnInAChannelOfTheGoServer() {
        // given
        store(CHANNEL, STORED);
        restartWith(EncryptionCipher.AES);

        // when
        TestMessage next = fixture.open(CHANNEL).store("next");
        restartWith(EncryptionCipher.AES);

        // then
        assertThat(next.sequence()).isEqualTo(6);
        assertThat(fixture.open(CHANNEL).kept()).contains(next).hasSize(6);
    }

    private void store(String name, List<String> messages) {
        TestChannel channel = fixture.open(name, ChannelLimits.UNLIMITED);
        for (String message : messages) {
            channel.log().append(new Stored(HexFormat.of().parseHex(message)));
        }
        channel.commit();
    }

    private void restartWith(EncryptionCipher cipher) {
        device.decorateWith(store -> encrypted(store, cipher));
        fixture.restart();
    }

    private static Store encrypted(Store store, EncryptionCipher cipher) {
        return TestEncryption.around(store, cipher, "open sesame");
    }

    /** A message as it was stored in a file. */
    private static final class Stored implements LogEntry {
        private final ByteBuf bytes;
        private final MsgProtoCursor fields = new MsgProtoCursor();

        Stored(byte[] bytes) {
            this.bytes = Unpooled.wrappedBuffer(bytes);
            assertThat(fields.wrap(this.bytes, 0, bytes.length)).isTrue();
        }

        @Override
        public long sequence() {
            return fields.sequence();
        }

        @Override
        public long timestampEpochNanos() {
            return fields.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return bytes.readableBytes();
        }

        @Override
        public void writeTo(ByteBuf target) {
            target.writeBytes(bytes.duplicate());
        }
    }
}
