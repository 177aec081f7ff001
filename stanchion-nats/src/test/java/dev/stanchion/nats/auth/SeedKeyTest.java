package dev.stanchion.nats.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vector of {@code spec/nats-core.md} 7.4. */
class SeedKeyTest {
    private static final String SEED = "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY";

    @Test
    void shouldKnowItsPublicKey() {
        assertThat(SeedKey.parse(SEED))
                .hasValueSatisfying(key -> assertThat(key.publicText()).isEqualTo(NKeyTest.PUBLIC));
    }

    @Test
    void shouldSignWhatThePublicKeyAccepts() {
        // given
        SeedKey key = SeedKey.parse(SEED).orElseThrow();
        NKey known = NKey.parse(NKeyTest.PUBLIC).orElseThrow();

        // when
        String signature = key.sign("PXoWU7zWAMt75FY");

        // then
        assertThat(known.hasSigned("PXoWU7zWAMt75FY".getBytes(US_ASCII), signature)).isTrue();
        assertThat(known.hasSigned("another".getBytes(US_ASCII), signature)).isFalse();
    }

    @Test
    void shouldNotShowItself() {
        assertThat(SeedKey.parse(SEED).orElseThrow()).hasToString(NKeyTest.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SU",
                "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IAY",
                "UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXT",
                "suakyrhviorexv7euztbhuhl7numhpmas7qmdu3gtiuwei5ldnoxd43izy"
            })
    void shouldRefuseWhatIsNoSeedOfAUser(String text) {
        assertThat(SeedKey.parse(text)).isEmpty();
    }
}
