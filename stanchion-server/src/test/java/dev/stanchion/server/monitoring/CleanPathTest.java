package dev.stanchion.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "//, /",
        "/streaming, /streaming",
        "/streaming/, /streaming/",
        "//streaming//serverz, /streaming/serverz",
        "/x/../varz, /varz",
        "/../../varz, /varz",
        "/./a/./b/, /a/b/",
        "/a/..., /a/...",
        "varz, /varz",
    })
    void shouldCleanAsGoDoes(String path, String clean) {
        assertThat(CleanPath.of(path)).isEqualTo(clean);
    }
}
