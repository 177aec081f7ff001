package dev.stanchion.server.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How numbers, durations and sizes are written; each line was tried with the Go server. */
class ValueSyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4222, 4222",
        "+5, 5",
        "-1, -1",
        "0x10, 16",
        "0X1f, 31",
        "-0x8, -8",
        "0x_1, 1",
        "017, 15",
        "0o17, 15",
        "0O17, 15",
        "0_7, 7",
        "0b101, 5",
        "0B1, 1",
        "1_000, 1000",
        "00, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
    })
    void shouldReadAnInteger(String text, long value) {
        assertThat(GoInteger.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "abc", "0x", "0b", "08", "0_8", "1__0", "_1", "1_", "1.0", " 1", "1k", "0b2",
                "--1", "+-1", "\u0661"
            })
    void shouldRefuseWhatIsNoInteger(String text) {
        assertThatThrownBy(() -> GoInteger.parse(text)).hasMessage("parse error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "0xffffffffffffffff"
            })
    void shouldRefuseAnIntegerBeyond64Bits(String text) {
        assertThatThrownBy(() -> GoInteger.parse(text)).hasMessage("value out of range");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+5s, 5000000000",
        "5s, 5000000000",
        "1h30m, 5400000000000",
        "1.5h, 5400000000000",
        "300ms, 300000000",
        "2us, 2000",
        "2\u00b5s, 2000",
        "2\u03bcs, 2000",
        "7ns, 7",
        ".5s, 500000000",
        "5.s, 5000000000",
        "-2h, -7200000000000",
        "1.9ns, 1",
        "1.0000000000000000000000001s, 1000000000",
        "9223372036854775807ns, 9223372036854775807",
        "-9223372036854775808ns, -9223372036854775808",
    })
    void shouldReadADuration(String text, long nanos) {
        assertThat(GoDuration.parseNanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "5d",
                "xyz",
                ".",
                "s",
                ".s",
                "1h1",
                "1h 1m",
                "-",
                "--1s",
                "1S",
                "9223372036854775808ns",
                "2562048h"
            })
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> GoDuration.parseNanos(text)).hasMessage("parse error");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "' 12 ', 12",
        "-1, -1",
        "64k, 64000",
        "64K, 64000",
        "100KB, 102400",
        "64ki, 65536",
        "64kib, 65536",
        "1m, 1000000",
        "1MiB, 1048576",
        "1GB, 1073741824",
        "1t, 1000000000000",
        "2tb, 2199023255552",
        "1p, 1000000000000000",
        "1eb, 1152921504606846976",
        "-1kb, -1024",
    })
    void shouldReadASize(String text, long bytes) {
        assertThat(SizeText.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12abc",
                "x1x",
                "+1",
                "1.5GB",
                "1 GB",
                "0x10",
                "1_000",
                "1kbb",
                "1kbi",
                "k",
                "99999999999999999999",
                "9eb"
            })
    void shouldRefuseWhatIsNoSize(String text) {
        assertThat(SizeText.parse(text)).isEmpty();
    }
}
