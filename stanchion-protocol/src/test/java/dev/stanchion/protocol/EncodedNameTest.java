package dev.stanchion.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedNameTest {
    @ParameterizedTest
    @CsvSource({
        "ticketing,ticketing",
        "test-cluster_2,test-cluster_2",
        "a.b,a=2Eb",
        "a=2Eb,a=3D2Eb",
        "é,=C3=A9",
    })
    void shouldMakeOneTokenOfAName(String name, String encoded) {
        // when
        String token = EncodedName.of(name);

        // then
        assertThat(token).isEqualTo(encoded);
        assertThat(EncodedName.decode(token)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "=", "=2", "a=2e", "=ZZ", "é", "*"})
    void shouldDecodeNoTokenThatNoNameHas(String token) {
        assertThat(EncodedName.decode(token)).isEmpty();
    }
}
