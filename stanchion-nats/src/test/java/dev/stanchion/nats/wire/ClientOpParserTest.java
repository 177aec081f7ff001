package dev.stanchion.nats.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOpParserTest {
    private static final int MAX_LINE = 64;
    private static final int MAX_PAYLOAD = 32;

    @SuppressWarnings("unused") // by the parameterized tests
    static final List<String> frames = Frames.VALID;

    /** Presents what was kept again with each new piece, as the parser asks for it. */
    private static final class Feeder {
        private final RecordingOps ops = new RecordingOps();
        private final ClientOpParser parser = new ClientOpParser(ops, MAX_LINE, MAX_PAYLOAD);
        private byte[] kept = {};

        void feed(String piece) {
            byte[] bytes = piece.getBytes(ISO_8859_1);
            byte[] region = Arrays.copyOf(kept, kept.length + bytes.length);
            System.arraycopy(bytes, 0, region, kept.length, bytes.length);
            // Not at index 0, and with a byte behind the end that must not be looked at.
            ByteBuf buffer = Unpooled.buffer().writeByte('?').writeBytes(region).writeByte('\n');
            int end = 1 + region.length;
            int keepFrom = parser.parse(buffer, buffer.nioBuffer(0, buffer.capacity()), 1, end);
            assertThat(keepFrom).isBetween(1, end);
            kept = Arrays.copyOfRange(region, keepFrom - 1, region.length);
        }
    }

    private static List<String> callsOf(String... pieces) {
        var feeder = new Feeder();
        for (String piece : pieces) {
            feeder.feed(piece);
        }
        return feeder.ops.calls();
    }

    @ParameterizedTest
    @FieldSource("frames")
    void shouldUnderstandAFrameHoweverItIsSplit(String frame) {
        // given
        String stream = frame + "PING\r\n";
        List<String> whole = callsOf(stream);

        // when, then
        assertThat(whole).last().isEqualTo("PING");
        for (int first = 0; first <= stream.length(); first++) {
            assertThat(callsOf(stream.substring(0, first), stream.substring(first)))
                    .as("split at %d", first)
                    .isEqualTo(whole);
        }
        assertThat(callsOf(stream.split(""))).as("byte by byte").isEqualTo(whole);
    }

    @ParameterizedTest
    @FieldSource("frames")
    void shouldDoNothingForATruncatedFrame(String frame) {
        for (int length = 0; length < frame.length(); length++) {
            // when
            var feeder = new Feeder();
            feeder.feed(frame.substring(0, length));

            // then
            assertThat(feeder.ops.calls()).as("first %d bytes", length).isEmpty();
        }
    }

    @Test
    void shouldNeitherFailNorKeepMoreThanItsLimitsOnRandomBytes() {
        // given
        long seed = 20_261_124;
        var random = new Random(seed);
        int longestKept = "CONNECT ".length() + MAX_LINE + 2 + MAX_PAYLOAD + 2;

        for (int round = 0; round < 20_000; round++) {
            // when
            var feeder = new Feeder();
            try {
                for (String piece : randomPieces(random)) {
                    feeder.feed(piece);

                    // then
                    assertThat(feeder.kept.length)
                            .as("seed %d, round %d", seed, round)
                            .isLessThanOrEqualTo(longestKept);
                }
            } catch (ProtocolViolation expected) {
                assertThat(expected.reason()).isNotNull();
            }
        }
    }

    private static List<String> randomPieces(Random random) {
        var stream = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            var frame = new StringBuilder(Frames.VALID.get(random.nextInt(Frames.VALID.size())));
            if (random.nextInt(3) == 0) {
                frame.setCharAt(random.nextInt(frame.length()), (char) random.nextInt(256));
            }
            stream.append(frame);
        }
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length(); ) {
            int next = Math.min(stream.length(), at + 1 + random.nextInt(12));
            pieces.add(stream.substring(at, next));
            at = next;
        }
        return pieces;
    }

    @Test
    void shouldKeepNothingOfABlankRunOrAnIgnoredLine() {
        // given
        var feeder = new Feeder();

        // when
        feeder.feed("SUB" + " ".repeat(5000));
        int keptOfBlanks = feeder.kept.length;
        feeder.feed("foo 1\r\nPING" + "x".repeat(5000));

        // then
        assertThat(keptOfBlanks).isZero();
        assertThat(feeder.kept).isEmpty();
        feeder.feed("\n");
        assertThat(feeder.ops.calls()).containsExactly("SUB foo,,1", "PING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", " PING", "PIX", "PUBX", "PUB\r\n", "+X", "RS+", "\r\n", "CXYZ"})
    void shouldRefuseAnUnknownOperationAtItsFirstWrongByte(String bytes) {
        assertThatThrownBy(() -> callsOf(bytes))
                .isInstanceOfSatisfying(
                        ProtocolViolation.class,
                        violation -> {
                            assertThat(violation.errorText())
                                    .isEqualTo("Unknown Protocol Operation");
                            assertThat(violation.reason())
                                    .isEqualTo(CloseReason.PROTOCOL_VIOLATION);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "PUB foo 33, Maximum Payload Violation",
        "HPUB foo 1 33, Maximum Payload Violation",
        "PUB foo 32, ''",
    })
    void shouldCheckThePayloadLimitBeforeThePayloadArrives(String line, String errorText) {
        // when
        String refusal = refusalOf(line + "\r\n");

        // then
        assertThat(refusal).isEqualTo(errorText);
    }

    @Test
    void shouldCheckTheLineLimitBeforeTheLineEnds() {
        String atLimit = "a".repeat(MAX_LINE - 2) + " 1";

        assertThat(refusalOf("SUB " + atLimit + "\r\n")).isEmpty();
        assertThat(refusalOf("SUB " + atLimit + "\r")).isEmpty();
        assertThat(refusalOf("SUB a" + atLimit)).isEqualTo("maximum control line exceeded");
        assertThat(refusalOf("SUB " + atLimit + " \r\n"))
                .isEqualTo("maximum control line exceeded");
    }

    private static String refusalOf(String bytes) {
        try {
            callsOf(bytes);
            return "";
        } catch (ProtocolViolation violation) {
            return violation.errorText();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUB foo abc\r\n", "PUB foo\r\n", "PUB foo a b 5\r\n", "PUB foo 0000000005\r\n",
                "HPUB foo 6 5\r\n", "HPUB foo 5\r\n", "SUB foo\r\n", "SUB a b c d\r\n",
                "UNSUB \r\n", "UNSUB 1 2 3\r\n", "-ERR 'x'\r\n"
            })
    void shouldEndSilentlyOnWrongArguments(String line) {
        assertThatThrownBy(() -> callsOf(line))
                .isInstanceOfSatisfying(
                        ProtocolViolation.class,
                        violation -> assertThat(violation.errorText()).isEmpty());
    }
}
