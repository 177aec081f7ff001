package dev.stanchion.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GarbledTest {
    @Test
    void shouldCountTheBytesThatOccurMostAndShowTheBeginning() {
        assertThat(Garbled.described("\0\0\0\0ZZx\n"))
                .isEqualTo(
                        "8 bytes up to a line end (4 x 00, 2 x 5a, 1 x 78, 1 x 0a), first "
                                + "000000005a5a780a");
    }
}
