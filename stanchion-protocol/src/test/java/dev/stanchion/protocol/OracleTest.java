package dev.stanchion.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the hand-written codec with Google's library, on valid, truncated and random bytes. */
class OracleTest {
    private static final int ROUNDS = 3_000;

    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldWriteTheBytesThatTheOracleWrites(Sample sample) {
        assertThat(sample.encoded()).isEqualTo(Oracle.of(sample).encode(sample.values()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadWhatItWrote(Sample sample) {
        assertThat(sample.decode(sample.encoded())).contains(sample.values());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadEveryTruncationAsTheOracleDoes(Sample sample) {
        for (int length = 0; length < sample.encoded().length; length++) {
            shouldAgree(sample, Oracle.of(sample), Arrays.copyOf(sample.encoded(), length), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadRandomBytesAsTheOracleDoes(Sample sample) {
        // given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Oracle oracle = Oracle.of(sample);

        // when // then
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(random.nextInt(4) == 0 ? 256 : 128);
            }
            shouldAgree(sample, oracle, bytes, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadDamagedMessagesAsTheOracleDoes(Sample sample) {
        // given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Oracle oracle = Oracle.of(sample);

        // when // then
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = sample.encoded().clone();
            for (int damages = random.nextInt(3); damages >= 0; damages--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            shouldAgree(sample, oracle, bytes, seed);
        }
    }

    private static void shouldAgree(Sample sample, Oracle oracle, byte[] bytes, long seed) {
        try {
            shouldAgree(sample, oracle, bytes);
        } catch (AssertionError | RuntimeException e) {
            String hex = HexFormat.of().formatHex(bytes);
            throw new AssertionError("%s, seed %d, bytes %s".formatted(sample, seed, hex), e);
        }
    }

    private static void shouldAgree(Sample sample, Oracle oracle, byte[] bytes) {
        Optional<List<Object>> decoded = sample.decode(bytes);
        if (decoded.isEmpty() && hasLongVarint(bytes)) {
            // Google's library drops the upper bits of a tag or length above 32 bits and of a tenth
            // byte. The codec refuses such a number, as the Go server does.
            return;
        }
        assertThat(decoded).isEqualTo(oracle.decode(bytes, sample.values().size()));
    }

    private static boolean hasLongVarint(byte[] bytes) {
        int continued = 0;
        for (byte next : bytes) {
            continued = next < 0 ? continued + 1 : 0;
            if (continued == 4) {
                return true;
            }
        }
        return false;
    }
}
