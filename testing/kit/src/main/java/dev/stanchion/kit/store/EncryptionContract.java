package dev.stanchion.kit.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of encryption at rest, whatever the store: {@code spec/stores.md} 3.8 and 8.3. The
 * tests open the store again without encryption to see the stored bytes.
 */
public abstract class EncryptionContract extends ContractTest {
    /** The ciphers, by the codes that payloads begin with. */
    protected enum Cipher {
        AES("\1"),
        CHACHA("\2");

        private final String code;

        Cipher(String code) {
            this.code = code;
        }
    }

    private static final int OVERHEAD = 29;

    private @Nullable DecoratedDevice decorated;

    /** Returns how the store module opens its store without encryption. */
    protected abstract StoreFixture.Device plainDevice();

    /**
     * Puts encryption around a store.
     *
     * @param keys the first one encrypts
     */
    protected abstract Store encrypted(Store store, Cipher cipher, List<String> keys);

    @Override
    protected final StoreFixture.Device device(StoreUnderTest store) {
        DecoratedDevice device =
                new DecoratedDevice(
                        plainDevice(),
                        plain -> encrypted(plain, Cipher.AES, List.of("first")),
                        OVERHEAD);
        decorated = device;
        return device;
    }

    private void restartWith(Cipher cipher, String... keys) {
        restartWith(store -> encrypted(store, cipher, List.of(keys)));
    }

    private void restartWithoutEncryption() {
        restartWith(store -> store);
    }

    private void restartWith(UnaryOperator<Store> decoration) {
        Objects.requireNonNull(decorated).decorateWith(decoration);
        fixture().restart();
    }

    @Test
    void s8_65_shouldStoreCiphertextAndShowClearText() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        TestMessage message = channel.store("top secret");
        TestMessage empty = channel.store("");
        assertThat(channel.kept()).containsExactly(message, empty);

        // when
        restartWithoutEncryption();

        // then
        List<TestMessage> stored = fixture().open("foo").kept();
        assertThat(stored.get(0).data())
                .startsWith("\1")
                .hasSize("top secret".length() + OVERHEAD)
                .doesNotContain("secret");
        assertThat(stored.get(0).timestampEpochNanos()).isEqualTo(message.timestampEpochNanos());
        assertThat(stored.get(1)).isEqualTo(empty);
    }

    @Test
    void s8_66_shouldReadWhatWasWrittenWithEitherCipherAndInClear() {
        // given
        requirePersistence();
        TestMessage aes = fixture().open("foo").store("aes");
        restartWith(Cipher.CHACHA, "first");
        TestMessage chacha = fixture().open("foo").store("chacha");
        restartWithoutEncryption();
        TestMessage clear = fixture().open("foo").store("clear");

        // when
        restartWith(Cipher.AES, "first");

        // then
        assertThat(fixture().open("foo").kept()).containsExactly(aes, chacha, clear);
    }

    @Test
    void s8_67_shouldNotOpenAChannelWithAnotherKeyAndLeaveItAsItIs() {
        // given
        requirePersistence();
        List<TestMessage> stored = storedInFoo();

        // when
        restartWith(Cipher.AES, "wrong");
        Answer<ChannelStore> refused =
                fixture().tryOpen("foo", ChannelLimits.UNLIMITED, new RecordedDurability());

        // then
        assertThat(refused.failure().kind()).isEqualTo(StoreException.Kind.CORRUPT);
        assertThat(refused.failure())
                .hasMessageContaining("foo")
                .hasMessageContaining("message 3")
                .hasMessageContaining("key")
                .hasMessageNotContaining("wrong");
        restartWith(Cipher.AES, "first");
        assertThat(fixture().open("foo").kept()).isEqualTo(stored);
    }

    @Test
    void s8_67_shouldNotOpenAChannelWithAnotherKeyThatHasClearMessagesAtItsEnd() {
        // given
        requirePersistence();
        storedInFoo();
        restartWithoutEncryption();
        fixture().open("foo").store("clear", 20);

        // when
        restartWith(Cipher.AES, "wrong");

        // then
        assertThat(
                        fixture()
                                .tryOpen("foo", ChannelLimits.UNLIMITED, new RecordedDurability())
                                .failure())
                .hasMessageContaining("message 3");
    }

    @Test
    void s8_67_shouldReportAMessageOfAnotherKeyAndReadOnBehindIt() {
        // given a channel with a message of a key that is lost
        requirePersistence();
        TestMessage first = fixture().open("foo").store("one");
        restartWith(Cipher.AES, "lost", "first");
        fixture().open("foo").store("two");
        restartWith(Cipher.AES, "new", "lost", "first");
        TestMessage third = fixture().open("foo").store("three");

        // when
        restartWith(Cipher.AES, "new", "first");
        TestChannel channel = fixture().open("foo");

        // then
        assertThat(channel.read(1, 1).messages()).containsExactly(first);
        ReadMessages read = channel.readUnreadable(1);
        assertThat(read.messages()).containsExactly(first);
        assertThat(read.unreadable()).isEqualTo(Optional.of(2L));
        assertThat(channel.read(3, 10).messages()).containsExactly(third);
    }

    @Test
    void s8_68_shouldNeverUseANonceTwice() {
        // given
        requirePersistence();
        storedInFoo();
        restartWith(Cipher.AES, "first");
        fixture().open("foo").store("more", 2);

        // when
        restartWithoutEncryption();

        // then
        List<ByteBuf> nonces =
                fixture().open("foo").kept().stream().map(EncryptionContract::nonce).toList();
        assertThat(nonces).hasSize(5).doesNotHaveDuplicates();
        assertThat(nonces)
                .extracting(nonce -> nonce.getLong(4))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(nonces.subList(0, 3))
                .extracting(nonce -> nonce.getInt(0))
                .containsOnly(nonces.get(0).getInt(0));
        assertThat(nonces.get(3).getInt(0)).isNotEqualTo(nonces.get(0).getInt(0));
    }

    @Test
    void s8_68_shouldUseOtherNoncesForAChannelThatIsCreatedAgain() {
        // given
        requirePersistence();
        fixture().open("foo").store("one");
        restartWithoutEncryption();
        ByteBuf before = nonce(fixture().open("foo").kept().get(0));
        restartWith(Cipher.AES, "first");
        fixture().open("foo");

        // when
        fixture().delete("foo");
        fixture().open("foo").store("one");

        // then
        restartWithoutEncryption();
        assertThat(nonce(fixture().open("foo").kept().get(0))).isNotEqualTo(before);
    }

    @Test
    void shouldWriteWithTheFirstKeyAndReadWithAll() {
        // given
        requirePersistence();
        TestMessage old = fixture().open("foo").store("old");

        // when the key is rotated
        restartWith(Cipher.CHACHA, "second", "first");
        TestMessage young = fixture().open("foo").store("young");
        restartWith(Cipher.CHACHA, "second", "first");

        // then
        assertThat(fixture().open("foo").kept()).containsExactly(old, young);

        // when the messages of the old key are gone, and the key is gone too
        restartWithoutEncryption();
        fixture().open("foo", new ChannelLimits(1, 0, 0));
        restartWith(Cipher.AES, "second");

        // then
        assertThat(fixture().open("foo").kept()).containsExactly(young);
    }

    @Test
    void shouldShowClearMessagesThatBeginAsEncryptedOnesDo() {
        // given
        requirePersistence();
        restartWithoutEncryption();
        TestChannel channel = fixture().open("foo");
        for (Cipher cipher : Cipher.values()) {
            channel.store(cipher.code);
            channel.store(cipher.code + "x".repeat(OVERHEAD - 1));
            channel.store(cipher.code + "a text that is longer than what encryption adds");
        }
        List<TestMessage> clear = channel.kept();

        // when
        restartWith(Cipher.AES, "first");

        // then
        TestChannel again = fixture().open("foo");
        TestMessage encrypted = again.store("encrypted");
        assertThat(again.read(1, 6).messages()).isEqualTo(clear);
        assertThat(again.read(7, 6).messages()).containsExactly(encrypted);
    }

    @Test
    void shouldOpenAChannelWhoseNewestMessageIsDamaged() {
        // given
        requirePersistence();
        TestMessage sound = fixture().open("foo").store("sound");
        restartWithoutEncryption();
        TestChannel plain = fixture().open("foo");
        plain.store(withAnotherEnd(plain.kept().get(0).data()));

        // when
        restartWith(Cipher.AES, "first");
        ReadMessages read = fixture().open("foo").readUnreadable(1);

        // then
        assertThat(read.messages()).containsExactly(sound);
        assertThat(read.unreadable()).isEqualTo(Optional.of(2L));
    }

    @Test
    void shouldNotTellWhichOfTwoChannelsHasTheSameMessage() {
        // given
        requirePersistence();
        fixture().open("foo").store("the same");
        fixture().open("bar").store("the same");

        // when
        restartWithoutEncryption();

        // then
        assertThat(ciphertext("foo")).isNotEqualTo(ciphertext("bar"));
    }

    private String ciphertext(String channel) {
        return fixture().open(channel).kept().get(0).data().substring(13);
    }

    private List<TestMessage> storedInFoo() {
        TestChannel channel = fixture().open("foo");
        channel.store("m", 3);
        return channel.kept();
    }

    private static String withAnotherEnd(String data) {
        int last = data.length() - 1;
        return data.substring(0, last) + (char) (data.charAt(last) ^ 1);
    }

    private static ByteBuf nonce(TestMessage stored) {
        return Unpooled.wrappedBuffer(stored.data().getBytes(ISO_8859_1), 1, 12);
    }
}
