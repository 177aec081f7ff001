package dev.stanchion.store.file.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, 4096",
        "4096, 100, 4096",
        "16384, 100, 8192",
        "32768, 100, 16384",
        "1000000, 100, 16384",
        "1048576, 100, 32768",
        "1000000000, 100, 4194304",
        "9000000000000, 100, 4194304",
        "0, 4097, 4097",
        "0, 2147483647, 2147483647",
    })
    void shouldGrowWithTheChannel(long heldBytes, int neededBytes, int expected) {
        assertThat(SegmentSize.next(heldBytes, neededBytes)).isEqualTo(expected);
    }
}
