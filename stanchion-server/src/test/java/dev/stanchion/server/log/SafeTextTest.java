package dev.stanchion.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTextTest {
    private static final String FORGED =
            "me] Connected\n[1] 2026/11/03 01:02:03.004005 [INF] STREAM: all is well";

    private static List<Formatter> forms() {
        return List.of(
                new LineFormat(1, true, false, TimeZone.getTimeZone("UTC")),
                new JsonFormat(1),
                new SyslogLine(SyslogLine.DAEMON, "", 1, ZoneOffset.UTC),
                new SyslogLine(SyslogLine.NONE, "vm", 1, ZoneOffset.UTC));
    }

    private static LogRecord event(String text) {
        LogRecord event = new LogRecord(Level.WARNING, text);
        event.setLoggerName("dev.stanchion.engine.client");
        event.setInstant(Instant.parse("2026-11-03T01:02:03Z"));
        return event;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tickets:created | tickets:created",
                "Grüße, 世界 😀 | Grüße, 世界 😀",
                "back\\slash and \"quotes\" | back\\slash and \"quotes\"",
            })
    void shouldLeaveAloneWhatCanBeSeen(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown).isSameAs(text);
    }

    @Test
    void shouldShowWhatIsHidden() {
        assertThat(SafeText.of("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
        assertThat(SafeText.of("\u001b[2J")).as("clears a terminal").isEqualTo("\\u001b[2J");
        assertThat(SafeText.of("\u009b2J")).as("the same in one character").isEqualTo("\\u009b2J");
        assertThat(SafeText.of("\0\u007f")).isEqualTo("\\u0000\\u007f");
        assertThat(SafeText.of("a\u2028b\u2029c\u0085d"))
                .as("line ends to some readers")
                .isEqualTo("a\\u2028b\\u2029c\\u0085d");
        assertThat(SafeText.of("\u202egnp.exe")).as("turns text round").isEqualTo("\\u202egnp.exe");
        assertThat(SafeText.of("\ud800x")).as("half a character").isEqualTo("\\ud800x");
    }

    @Test
    void shouldLeaveOutTheMiddleOfLongText() {
        // given
        String text = "[Client:" + "x".repeat(1 << 20) + "] Refused: the reason";

        // when
        String shown = SafeText.of(text);

        // then
        assertThat(shown)
                .hasSizeLessThan(SafeText.MAX_CHARACTERS + 64)
                .startsWith("[Client:xxx")
                .contains("...[1044509 characters left out]...")
                .endsWith("x] Refused: the reason");
    }

    @Test
    void shouldBoundWhatEscapesTakeToo() {
        assertThat(SafeText.of("\u001b".repeat(1 << 20)))
                .hasSizeLessThan(6 * SafeText.MAX_CHARACTERS + 64);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldWriteOneEventAsOneLine(Formatter form) {
        // when
        String line = form.format(event(FORGED));

        // then
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line).contains("[INF] STREAM: all is well");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldLetNoExceptionBeginALine(Formatter form) {
        // given
        LogRecord event = event("A bug");
        IllegalStateException bug = new IllegalStateException(FORGED, new Exception(FORGED));
        bug.addSuppressed(new Exception("\t" + FORGED));
        event.setThrown(bug);

        // when
        String text = form.format(event);

        // then
        assertThat(text.substring(1)).doesNotContain("\n[1]");
        assertThat(text).contains("IllegalStateException: me] Connected");
    }
}
