package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.wire.Bystander;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server's answers to wrong flags and to problems of its machine: the text, the stream and the
 * exit code.
 */
@Tag("long")
class ServerFlagsIT {
    @RegisterExtension final Programs programs = new Programs();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    --foo     | flag provided but not defined: -foo
                    -p        | flag needs an argument: -p
                    -p abc    | invalid value "abc" for flag -p: parse error
                    -SD=maybe | invalid boolean value "maybe" for -SD: parse error
                    ---x      | bad flag syntax: ---x
                    """)
    void shouldExplainAMalformedFlagAndShowTheUsage(String flags, String explanation) {
        // when
        Program server = launch(flags);

        // then the exit code is 0, as scripts of NATS Streaming's users know it
        assertThat(server.awaitExit()).isZero();
        assertThat(server.errors()).containsExactly(explanation);
        assertThat(server.output()).contains("Usage: nats-streaming-server [options]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    start            | unrecognized command: "start"
                    --clustered true | unrecognized command: "true"
                    -mb 12abc        | mb should be a size, got '12abc'
                    """)
    void shouldRefuseWhatItDoesNotUnderstandInOneLine(String flags, String explanation) {
        // when
        Program server = launch(flags);

        // then
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.errors()).containsExactly(explanation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -p -1 -store xyz | unsupported store type: XYZ
                    -p -1 -mm -1     | max messages limit cannot be negative (-1)
                    """)
    void shouldSayWhyItCannotStart(String flags, String reason) {
        // when
        Program server = launch(flags);

        // then
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.errors().getLast()).contains("[FTL] STREAM: Failed to start: " + reason);
    }

    /**
     * If a server ignored these flags, it would lose data or protection that its operator asked
     * for.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -clustered | -clustered
                    -js        | -js
                    """)
    void shouldRefuseAFlagThatItKnowsButCannotServe(String named, String flags) {
        assumeStanchion();

        // when
        Program server = launch("-p -1 " + flags);

        // then
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.errors())
                .filteredOn(line -> !line.contains("[INF]") && !line.contains("[WRN]"))
                .allMatch(line -> line.contains("not available"))
                .anyMatch(line -> line.contains(named));
    }

    @Test
    void shouldLeaveTheServerAloneThatHasThePort() throws Exception {
        // given
        Server first = Server.start(programs);
        Bystander bystander = Bystander.connect(first);

        // when
        Program second = launch("-a 127.0.0.1 -p " + first.port());

        // then
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.errors().getLast())
                .contains("Error listening on port: 127.0.0.1:" + first.port())
                .contains("address already in use");
        bystander.assertUndisturbed();
        bystander.leave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version", "version"})
    void shouldPrintItsVersion(String flag) {
        // when
        Program server = launch(flag);

        // then
        assertThat(server.awaitExit()).isZero();
        assertThat(server.output().getFirst()).startsWith("nats-streaming-server version ");
        assertThat(server.errors()).isEmpty();
    }

    @Test
    void shouldEndWithZeroAfterCtrlC() {
        // given
        Server server = Server.start(programs);

        // when
        server.program().interrupt();

        // then
        assertThat(server.program().awaitExit()).isZero();
        assertThat(server.program().errors()).anyMatch(line -> line.endsWith("Shutting down."));
    }

    @Test
    void shouldEndWith143AfterSigterm() {
        // given
        Server server = Server.start(programs);

        // when
        server.program().terminate();

        // then
        assertThat(server.program().awaitExit()).isEqualTo(143);
        assertThat(server.program().errors()).anyMatch(line -> line.endsWith("Shutting down."));
    }

    private Program launch(String flags) {
        return Server.launch(programs, Map.of(), List.of(flags.split(" ", -1)));
    }

    private void assumeStanchion() {
        Server.start(programs).assumeStanchion("it has these features");
    }
}
