package dev.stanchion.engine.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Payload payload = Payload.of("tickets".getBytes(UTF_8));

    private boolean contains(String part) {
        return payload.contains(part.getBytes(UTF_8));
    }

    @Test
    void shouldFindBytesWhereverTheyAre() {
        assertThat(contains("tickets")).isTrue();
        assertThat(contains("t")).isTrue();
        assertThat(contains("ets")).isTrue();
        assertThat(contains("")).isTrue();
    }

    @Test
    void shouldNotFindWhatIsNotThere() {
        assertThat(contains("ticketss")).isFalse();
        assertThat(contains("tt")).isFalse();
        assertThat(contains("sx")).isFalse();
        assertThat(Payload.of(new byte[0]).contains(new byte[] {0})).isFalse();
    }
}
