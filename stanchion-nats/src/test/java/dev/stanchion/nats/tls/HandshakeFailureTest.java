package dev.stanchion.nats.tls;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class HandshakeFailureTest {
    @Test
    void shouldNotFillTheLogWithWhatAStrangerSends() {
        // given
        SSLException failure = new SSLException("not an SSL/TLS record: " + "0f".repeat(8_000));

        // then
        assertThat(HandshakeFailure.text(failure))
                .startsWith("not an SSL/TLS record: 0f0f")
                .endsWith("...")
                .hasSizeLessThan(210);
    }
}
