package dev.stanchion.transfer.gofile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Computes checksums with any polynomial. */
class PolynomialTest {
    private static final byte[] BYTES = "123456789".getBytes(UTF_8);

    /** The reflected polynomial of CRC-32C. */
    private static final long CASTAGNOLI = 0x82F6_3B78L;

    private static long of(Checksum checksum) {
        checksum.update(BYTES, 0, BYTES.length);
        return checksum.getValue();
    }

    @Test
    void shouldComputeWhatTheLibraryDoes() {
        assertThat(of(new Polynomial(CASTAGNOLI).newChecksum())).isEqualTo(of(new CRC32C()));
        assertThat(of(new ReflectedCrc((int) Polynomial.DEFAULT.reflected())))
                .isEqualTo(of(new CRC32()));
        assertThat(Polynomial.DEFAULT.newChecksum()).isInstanceOf(CRC32.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1L << 32})
    void shouldRefuseWhatHasNot32Bits(long reflected) {
        assertThatThrownBy(() -> new Polynomial(reflected))
                .hasMessageContaining("(expected: 1 to 4294967295)");
    }
}
