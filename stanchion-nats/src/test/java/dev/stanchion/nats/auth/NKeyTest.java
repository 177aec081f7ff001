package dev.stanchion.nats.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vector of {@code spec/nats-core.md} 7.4. */
public class NKeyTest {
    public static final String PUBLIC = "UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXT";
    private static final String SEED = "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY";
    private static final byte[] NONCE = "PXoWU7zWAMt75FY".getBytes(US_ASCII);

    /** Signs with the seed's key, which begins behind two bytes of prefix. */
    public static byte[] sign(byte[] bytes) throws GeneralSecurityException {
        PrivateKey key =
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(
                                new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seedBytes()));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(bytes);
        return signature.sign();
    }

    private static byte[] seedBytes() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < SEED.length(); i++) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(alphabet.indexOf(SEED.charAt(i))));
        }
        int unused = SEED.length() * 5 % 8;
        byte[] all = bits.shiftRight(unused).toByteArray();
        int first = all.length - 36; // two bytes of prefix, the seed, two of checksum
        return Arrays.copyOfRange(all, first + 2, first + 34);
    }

    private static NKey key() {
        return NKey.parse(PUBLIC).orElseThrow();
    }

    @Test
    void s7_4_shouldReadAPublicKey() {
        assertThat(key().text()).isEqualTo(PUBLIC);
        assertThat(key()).isEqualTo(key()).hasToString(PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "U",
                SEED,
                "UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXA", // checksum
                "AD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXT", // prefix
                "UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJX1", // no base32
            })
    void s7_4_shouldRefuseWhatIsNoPublicKey(String text) {
        assertThat(NKey.parse(text)).isEmpty();
        assertThat(NKey.parse(PUBLIC.toLowerCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void s7_4_shouldTakeSignaturesInEveryEncoding() throws GeneralSecurityException {
        // given
        byte[] signature = sign(NONCE);

        // then
        assertThat(key().hasSigned(NONCE, Base64.getEncoder().encodeToString(signature))).isTrue();
        assertThat(
                        key().hasSigned(
                                        NONCE,
                                        Base64.getEncoder()
                                                .withoutPadding()
                                                .encodeToString(signature)))
                .isTrue();
        assertThat(key().hasSigned(NONCE, Base64.getUrlEncoder().encodeToString(signature)))
                .isTrue();
        assertThat(
                        key().hasSigned(
                                        NONCE,
                                        Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(signature)))
                .isTrue();
    }

    @Test
    void s7_4_shouldRefuseSignaturesOfSomethingElse() throws GeneralSecurityException {
        // given
        byte[] signature = sign(NONCE);
        byte[] ofDecoded = sign(Base64.getUrlDecoder().decode(NONCE));
        byte[] broken = signature.clone();
        broken[10] ^= 1;

        // then
        assertThat(key().hasSigned("another nonce".getBytes(US_ASCII), text(signature))).isFalse();
        assertThat(key().hasSigned(NONCE, text(ofDecoded))).isFalse();
        assertThat(key().hasSigned(NONCE, text(broken))).isFalse();
        assertThat(key().hasSigned(NONCE, "")).isFalse();
        assertThat(key().hasSigned(NONCE, "no base64 at all!")).isFalse();
        assertThat(key().hasSigned(NONCE, text(new byte[64]))).isFalse();
    }

    private static String text(byte[] signature) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
