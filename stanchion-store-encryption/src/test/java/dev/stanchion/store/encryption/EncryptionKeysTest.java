package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptionKeysTest {
    @Test
    void shouldGiveEachChannelAnotherKey() {
        // given
        EncryptionKeys keys = TestEncryption.keys("secret", "older");

        // then
        assertThat(keys.of("foo")).hasSize(2);
        assertThat(keys.of("foo").get(0).getEncoded())
                .hasSize(32)
                .isEqualTo(keys.of("foo").get(0).getEncoded())
                .isNotEqualTo(keys.of("foo").get(1).getEncoded())
                .isNotEqualTo(keys.of("bar").get(0).getEncoded());
    }

    @Test
    void shouldCountAKeyOnce() {
        assertThat(TestEncryption.keys("a", "b", "a").count()).isEqualTo(2);
    }

    @Test
    void shouldWipeWhatItIsGivenAndWhatItKeeps() {
        // given
        byte[] given = "secret".getBytes(UTF_8);

        // when
        EncryptionKeys keys = EncryptionKeys.of(List.of(given));
        byte[] before = keys.of("foo").get(0).getEncoded();

        // then
        assertThat(given).containsOnly(0);
        keys.close();
        assertThat(keys.of("foo").get(0).getEncoded()).isNotEqualTo(before);
    }

    @Test
    void shouldWipeTheKeyOfAChannel() {
        // given
        ChannelKey key = TestEncryption.keys("secret").of("foo").get(0);

        // when
        key.destroy();

        // then
        assertThat(key.getEncoded()).containsOnly(0);
    }

    @Test
    void shouldShowNoKey() {
        // given
        EncryptionKeys keys = TestEncryption.keys("secret");

        // then
        assertThat(keys).hasToString("EncryptionKeys[1]");
        assertThat(keys.of("foo").get(0)).hasToString("ChannelKey");
        assertThatThrownBy(() -> write(keys.of("foo").get(0)))
                .isInstanceOf(NotSerializableException.class);
    }

    private static void write(Object object) throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(object);
        }
    }

    @Test
    void shouldRefuseToBeNone() {
        assertThatThrownBy(() -> EncryptionKeys.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TestEncryption.keys("a", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKnowCiphersByName() {
        assertThat(EncryptionCipher.named("chacha")).contains(EncryptionCipher.CHACHA);
        assertThat(EncryptionCipher.named("Aes")).contains(EncryptionCipher.AES);
        assertThat(EncryptionCipher.named("DES")).isEmpty();
        assertThat(EncryptionCipher.usualOn("amd64")).isEqualTo(EncryptionCipher.AES);
        assertThat(EncryptionCipher.usualOn("aarch64")).isEqualTo(EncryptionCipher.CHACHA);
    }
}
