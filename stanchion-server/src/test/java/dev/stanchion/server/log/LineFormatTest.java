package dev.stanchion.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatTest {
    private static LogRecord event(String logger, Level level, String text) {
        LogRecord event = new LogRecord(level, text);
        event.setLoggerName(logger);
        event.setInstant(Instant.parse("2026-11-03T01:02:03.004005678Z"));
        return event;
    }

    @Test
    void shouldWriteTheLineOfTheGoServer() {
        // given
        LineFormat format = new LineFormat(17152, true, false, TimeZone.getTimeZone("UTC"));

        // when
        String line = format.format(event("dev.stanchion.engine.client", Level.INFO, "hello {0}"));

        // then
        assertThat(line).isEqualTo("[17152] 2026/11/03 01:02:03.004005 [INF] STREAM: hello {0}\n");
    }

    @Test
    void shouldUseLocalTime() {
        LineFormat format = new LineFormat(1, true, false, TimeZone.getTimeZone("Asia/Tokyo"));
        assertThat(format.format(event("x", Level.INFO, "y"))).contains("2026/11/03 10:02:03");
    }

    @Test
    void shouldLeaveTheTimeOut() {
        LineFormat format = new LineFormat(1, false, false, TimeZone.getTimeZone("UTC"));
        assertThat(format.format(event("dev.stanchion.store.file", Level.WARNING, "full")))
                .isEqualTo("[1] [WRN] STREAM: full\n");
    }

    @Test
    void shouldColourTheLevelOnATerminal() {
        LineFormat format = new LineFormat(1, false, true, TimeZone.getTimeZone("UTC"));
        assertThat(format.format(event("dev.stanchion.nats", Level.SEVERE, "x")))
                .isEqualTo("[1] [\u001b[31mERR\u001b[0m] x\n");
    }

    @ParameterizedTest
    @CsvSource({
        "dev.stanchion.engine, STREAMING",
        "dev.stanchion.engine.channel.Channel, STREAMING",
        "dev.stanchion.store.file.MemoryStore, STREAMING",
        "dev.stanchion.server.StanchionServer, STREAMING",
        "dev.stanchion.server.monitoring.MonitoringPort, CORE",
        "dev.stanchion.nats.NatsServer, CORE",
        "dev.stanchion.nats, CORE",
        "dev.stanchion.natsish, STREAMING",
        "io.netty.util, FOREIGN",
        "dev.stanchionette, FOREIGN",
    })
    void shouldTellTheLayersApart(String logger, Layer layer) {
        assertThat(Layer.of(logger)).isEqualTo(layer);
    }

    @Test
    void shouldKnowAllLevels() {
        assertThat(LineLevel.of(Level.FINEST).letters()).isEqualTo("TRC");
        assertThat(LineLevel.of(Level.FINE).letters()).isEqualTo("DBG");
        assertThat(LineLevel.of(Level.INFO).letters()).isEqualTo("INF");
        assertThat(LineLevel.of(Level.WARNING).letters()).isEqualTo("WRN");
        assertThat(LineLevel.of(Level.SEVERE).letters()).isEqualTo("ERR");
        assertThat(LineLevel.of(LineLevel.FATAL_LEVEL).letters()).isEqualTo("FTL");
    }

    @Test
    void shouldAddTheTraceOfABug() {
        // given
        LogRecord event = event("dev.stanchion.nats", Level.SEVERE, "oops");
        event.setThrown(new IllegalStateException("impossible"));

        // when
        String lines = new LineFormat(1, false, false, TimeZone.getTimeZone("UTC")).format(event);

        // then
        assertThat(lines)
                .startsWith("[1] [ERR] oops\njava.lang.IllegalStateException: impossible\n\tat ");
    }
}
