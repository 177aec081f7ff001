package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    }
}
