package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StanchionTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void shouldShowThePageToStartFrom(String arg) {
        // when
        CommandRun run = arg.isEmpty() ? CommandRun.of() : CommandRun.of(arg);

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "  demo ",
                        "  server ",
                        "  publish ",
                        "  listen ",
                        "  bench ",
                        "  help ",
                        "  version ")
                .contains("$ stanchion server -p 4222 -cid ticketing")
                .contains("Exit codes: 0 done, 1 failed, 2 wrong usage.")
                .doesNotContain("\033");
    }

    @Test
    void shouldNameEachCommandOnThePageToStartFrom() {
        // given
        CommandLine commands = Stanchion.between(System.out, System.err).commandLine();

        // when
        String page = CommandRun.of("--help").out();

        // then
        assertThat(commands.getSubcommands().keySet())
                .allSatisfy(name -> assertThat(page).containsPattern("\\n  " + name + " +[A-Z]"));
    }

    @Test
    void shouldHandTheServerItsArgumentsAsTyped() {
        // when
        CommandRun run = CommandRun.of("server", "-p", "4222", "--", "@file", "", "-SD=true", "*");

        // then
        assertThat(run.serverArguments())
                .containsExactly("-p", "4222", "--", "@file", "", "-SD=true", "*");
        assertThat(run.exitCode()).isEqualTo(42);
    }

    @Test
    void shouldAskTheServerForItsOwnHelp() {
        // when
        CommandRun run = CommandRun.of("help", "server");

        // then
        assertThat(run.serverArguments()).containsExactly("--help");
    }

    @ParameterizedTest
    @CsvSource({
        "pubish, publish",
        "publihs, publish",
        "listne, listen",
        "sever, server",
        "serve, server",
        "versoin, version"
    })
    void shouldGuessTheCommandThatWasMeant(String typed, String meant) {
        // when
        CommandRun run = CommandRun.of(typed, "x");

        // then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        """
                        stanchion: unknown command '%s'; did you mean '%s'?
                        Try 'stanchion --help'.
                        """
                                .formatted(typed, meant));
    }

    @Test
    void shouldNotGuessWhenNothingIsNear() {
        // when
        CommandRun run = CommandRun.of("frobnicate");

        // then
        assertThat(run.err()).startsWith("stanchion: unknown command 'frobnicate'\n");
    }

    @ParameterizedTest
    @CsvSource({"--clutser, --cluster", "--jsno, --json", "--client-ID, --client-id"})
    void shouldGuessTheOptionThatWasMeant(String typed, String meant) {
        // when
        CommandRun run = CommandRun.of("publish", "c", "data", typed);

        // then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        """
                        stanchion publish: unknown option '%s'; did you mean '%s'?
                        Try 'stanchion publish --help'.
                        """
                                .formatted(typed, meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "listen"})
    void shouldShowWhereItConnectsIfNothingElseIsSaid(String command) {
        assertThat(CommandRun.of(command, "--help").out())
                .contains("Default: nats://localhost:4222")
                .contains("Default: test-cluster");
    }

    @Test
    void shouldShowItsVersion() {
        // when
        CommandRun run = CommandRun.of("version");

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("stanchion 0.")
                .contains("compatible with NATS Streaming 0.25.6")
                .contains("Java 25");
        assertThat(CommandRun.of("--version").out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "listen", "demo", "bench"})
    void shouldExplainACommandWithItsExitCodes(String command) {
        // when
        CommandRun run = CommandRun.of("help", command);

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: stanchion " + command).contains("Exit codes: 0 ");
        assertThat(CommandRun.of(command, "--help").out()).isEqualTo(run.out());
    }
}
