package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileStoreOptionsTest {
    @Test
    void shouldReserveNoMoreThanATwentiethOfASmallDisk() {
        // given
        FileStoreOptions options = FileStoreOptions.DEFAULTS.withReserveBytes(64L << 20);

        // then
        assertThat(options.reserveBytesOf(20L << 30)).isEqualTo(64L << 20);
        assertThat(options.reserveBytesOf(100L << 20)).isEqualTo(5L << 20);
    }
}
