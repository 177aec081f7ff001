package dev.stanchion.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean colored) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                colored);
    }

    @Test
    void shouldColorForTerminalsThatKnowColorsAndPeopleWhoLikeThem() {
        assertThat(Console.wantsColors(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(Console.wantsColors(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(Console.wantsColors(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(Console.wantsColors(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(Console.wantsColors(Map.of("TERM", "xterm"), false)).isFalse();
    }

    @Test
    void shouldKeepResultsApartFromRemarks() {
        // given
        Console console = console(false);

        // when
        console.line("a result ✓");
        console.remark("a remark");
        console.problem("a problem", "a remedy");

        // then
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("a result ✓\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("a remark\na problem\na remedy\n");
    }

    @Test
    void shouldPaintWhenColored() {
        assertThat(console(true).paint(Style.GOOD, "x")).isEqualTo("\033[32mx\033[0m");
        assertThat(console(false).paint(Style.GOOD, "x")).isEqualTo("x");
    }

    @Test
    void shouldNoticeThatNobodyReadsTheResult() {
        // given
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        Console console =
                new Console(
                        new PrintStream(broken, true, StandardCharsets.UTF_8), System.err, false);

        // when
        console.line("x");

        // then
        assertThat(console.isResultUnread()).isTrue();
        assertThat(console(false).isResultUnread()).isFalse();
    }
}
