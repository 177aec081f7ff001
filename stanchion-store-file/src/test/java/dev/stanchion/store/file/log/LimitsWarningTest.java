package dev.stanchion.store.file.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsWarningTest {
    private static final Logger LOGGER = Logger.getLogger(LimitsWarning.class.getName());

    private final List<LogRecord> records = new ArrayList<>();

    @BeforeEach
    void listen() {
        Filter keep =
                record -> {
                    records.add(record);
                    return false;
                };
        LOGGER.setFilter(keep);
    }

    @AfterEach
    void stopListening() {
        LOGGER.setFilter(null);
    }

    @Test
    void shouldSayOnceWhatUsersToolsLookFor() {
        // given
        LimitsWarning warning = new LimitsWarning("bar", new ChannelLimits(50, 1024, 0));

        // when
        warning.dropped(14, 966);
        warning.dropped(14, 970);

        // then
        assertThat(records).hasSize(1);
        assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
        assertThat(records.get(0).getMessage())
                .isEqualTo(
                        "Reached limits for store \"bar\" (msgs=14/50 bytes=966 B/1.00 KB),"
                                + " dropping old messages to make room for new ones");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.00 KB",
        "1536, 1.50 KB",
        "1048576, 1.00 MB",
        "1024000000, 976.56 MB",
        "1099511627776, 1.00 TB",
        "9223372036854775807, 8.00 EB"
    })
    void shouldWriteSizesForPeople(long bytes, String expected) {
        assertThat(LimitsWarning.readable(bytes)).isEqualTo(expected);
    }
}
