package dev.stanchion.store.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonceTest {
    @Test
    void shouldBePrefixAndCounter() {
        assertThat(hex(new Nonce(0xC1E55814, 1))).isEqualTo("c1e558140000000000000001");
    }

    @Test
    void shouldCountAsOneNumber() {
        // given
        Nonce nonce = new Nonce(7, 0xFE);

        // when // then
        nonce.advance();
        assertThat(hex(nonce)).isEqualTo("0000000700000000000000ff");
        nonce.advance();
        assertThat(hex(nonce)).isEqualTo("000000070000000000000100");

        // when the lower part overflows, then
        Nonce last = new Nonce(7, -1);
        last.advance();
        assertThat(hex(last)).isEqualTo("000000080000000000000000");
    }

    @Test
    void shouldBeginAgainAfterTheVeryLast() {
        // given
        Nonce nonce = new Nonce(-1, -1);

        // when
        nonce.advance();

        // then
        assertThat(hex(nonce)).isEqualTo("0".repeat(24));
    }

    @Test
    void s8_68_shouldHaveAnotherPrefixEachTime() {
        // given
        NoncePrefixes prefixes = new NoncePrefixes(-3);
        Set<Integer> seen = new HashSet<>();

        // when
        for (int i = 0; i < 10; i++) {
            int next = -3 + i + seen.size();
            seen.add(prefixes.other(Set.of(next)));
        }

        // then
        assertThat(seen).containsExactlyInAnyOrder(-2, 0, 2, 4, 6, 8, 10, 12, 14, 16);
    }

    private static String hex(Nonce nonce) {
        return HexFormat.of().formatHex(nonce.bytes());
    }
}
