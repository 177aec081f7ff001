package dev.stanchion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares {@code docs/reference/flags.md} with the table of flags. {@code -Dflags.page=write}
 * writes the page.
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

        This page lists the flags of the server. `bin/nats-streaming-server` knows the flags of the Go
        server, and some more: `-session_journal`, `-event_loops`, `-encryption_key_file`, `-file_reserve`,
        `-file_memory`, `-sql_max_wait` and those that begin with `-js_`. A flag begins with one dash or
        two. Its value follows `=` or a space; the value of a boolean follows `=`. `bin/stanchion server`
        knows the same flags, has readable names for some of them, and has some more.

        The server refuses a flag by name if it does not support the feature yet, unless the flag has its
        default value. If a flag matters only together with such a feature, the server accepts it and logs
        at the start that it has no effect.

        This page is generated from the table in the code: `mvn -pl stanchion-server -am test
        -Dtest=FlagsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dflags.page=write` writes it again.

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
                        support(flag.support()),
                        flag.help().replace("|", "\\|"));
    }

    private static String support(FlagSupport support) {
        return switch (support) {
            case FlagSupport.Used ignored -> "works";
            case FlagSupport.OfStore of -> "works with `-store " + of.store() + "`";
            case FlagSupport.OfExternalNats ignored -> "works with `-ns`";
            case FlagSupport.Inert inert -> "no effect: " + inert.because();
            case FlagSupport.Missing missing -> "refused: " + missing.because();
            case FlagSupport.MissingUnlessInGroup missing ->
                    "without a group refused: "
                            + missing.because()
                            + "; in a group no effect: "
                            + missing.inGroup();
        };
    }
}
