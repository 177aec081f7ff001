package dev.stanchion.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SipHashTest {
    private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** The vectors of the paper and of its reference implementation. */
    @Test
    void shouldHashAsItsAuthors() {
        assertThat(hash.of(counting(15), 15)).isEqualTo(0xa129ca6149be45e5L);
        assertThat(hash.of(counting(0), 0)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.of(counting(1), 1)).isEqualTo(0x74f839c593dc67fdL);
        assertThat(hash.of(counting(8), 8)).isEqualTo(0x93f5f5799a932462L);
    }

    @Test
    void shouldDependOnTheSecretAndOnEveryByte() {
        // given
        Set<Long> hashes = new HashSet<>();

        // when
        for (int length = 0; length < 64; length++) {
            hashes.add(hash.of(counting(64), length));
            hashes.add(new SipHash(1, length).of(counting(64), length));
        }

        // then
        assertThat(hashes).hasSize(128);
    }
}
