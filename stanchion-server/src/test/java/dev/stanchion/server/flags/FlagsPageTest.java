package dev.stanchion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/flags.md} is made from the table of flags; {@code -Dflags.page=write}
 * writes it.
 */
class FlagsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "flags.md");

    @Test
    void shouldShowEveryFlagAsItIs() throws IOException {
        // when
        String page = page();
        if ("write".equals(System.getProperty("flags.page"))) {
            Files.writeString(PAGE, page);
        }

        // then
        assertThat(PAGE).as("rewrite it with -Dflags.page=write").hasContent(page);
    }

    private static String page() {
        String rows =
                Arrays.stream(Flag.values())
                        .filter(flag -> !Dialect.STANCHION_SERVER.namesOf(flag).isEmpty())
                        .map(FlagsPageTest::row)
                        .collect(Collectors.joining());
        return """
        # The server's flags

        Generated from the table in the code. `bin/nats-streaming-server` takes the names of the Go server, `-session_journal`, `-event_loops`, `-encryption_key_file`, `-file_reserve` and `-file_memory`, with one dash or
        two, a value after `=` or a space, booleans only with `=`. `bin/stanchion server` takes these too, and readable names for
        some of them. A flag that cannot be obeyed yet is refused with its name unless it has its default value; one that could only
        matter together with such a feature is accepted, and a line at the start says that it has no effect.

        | Names | Also, for `bin/stanchion server` | Value | Default | In this version | Meaning |
        | --- | --- | --- | --- | --- | --- |
        %s\
        """
                .formatted(rows);
    }

    private static String row(Flag flag) {
        String readable =
                Dialect.STANCHION_SERVER.namesOf(flag).stream()
                        .filter(name -> !flag.names().contains(name))
                        .map(name -> "`--" + name + "`")
                        .collect(Collectors.joining(" "));
        String names =
                flag.names().stream()
                        .map(name -> "`-" + name + "`")
                        .collect(Collectors.joining(" "));
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        names,
                        readable,
                        flag.kind().placeholder().replaceAll("[<>]", ""),
                        flag.defaultValue(),
                        standing(flag.standing()),
                        flag.help().replace("|", "\\|"));
    }

    private static String standing(Standing standing) {
        return switch (standing) {
            case Standing.Used ignored -> "works";
            case Standing.OfStore of -> "works with `-store " + of.store() + "`";
            case Standing.Inert inert -> "no effect: " + inert.because();
            case Standing.Missing missing -> "refused: " + missing.because();
        };
    }
}
