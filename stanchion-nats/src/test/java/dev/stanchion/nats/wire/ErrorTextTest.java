package dev.stanchion.nats.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void shouldQuoteNamesAsGoDoes() {
        byte[] name = "a\"b\\c\u0001é\u007f\t".getBytes(UTF_8);

        assertThat(ErrorText.publishViolation(name))
                .isEqualTo("Permissions Violation for Publish to \"a\\\"b\\\\c\\x01é\\x7f\\t\"");
    }

    @Test
    void shouldMakeServerIdsThatLookLikeKeys() {
        assertThat(ServerId.next(new Random(1))).matches("N[A-Z2-7]{55}");
        assertThat(ServerId.next(new Random(1))).isNotEqualTo(ServerId.next(new Random(2)));
    }
}
