package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.server.commandline.SignalRequest.Command;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.values.BadValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalRequestTest {
    @ParameterizedTest
    @CsvSource({
        "stop, KILL",
        "quit, INT",
        "term, TERM",
        "reopen, USR1",
        "reload, HUP",
        "ldm, USR2",
    })
    void shouldKnowEveryCommand(String command, String signal) {
        assertThat(SignalRequest.parse(command).command().signal()).isEqualTo(signal);
        assertThat(SignalRequest.parse(command).pid()).isEmpty();
        assertThat(SignalRequest.parse(command + "=4711").pid()).hasValue(4711L);
    }

    @Test
    void shouldReadThePidFromAFile(@TempDir Path directory) throws IOException {
        // given: written by hand, with a line feed
        Path file = Files.writeString(directory.resolve("pid"), "4711\n");

        // then
        assertThat(SignalRequest.parse("quit=" + file))
                .isEqualTo(new SignalRequest(Command.QUIT, Optional.of(4711L)));
    }

    @ParameterizedTest
    @CsvSource({
        "foo, 'unknown signal \"foo\"'",
        "QUIT, 'unknown signal \"QUIT\"'",
        "'', 'unknown signal \"\"'",
        "quit=/nope, 'invalid pid: /nope (expected: a process ID, or a file with one; no such file"
                + " or directory)'",
        "quit=x, 'invalid pid: x'",
        "quit=-1, 'invalid pid: -1'",
        "quit=0, 'invalid pid: 0'",
        "a=b=c, 'invalid signal parameters: [c]'",
        "a=b=c=d, 'invalid signal parameters: [c d]'",
    })
    void shouldRefuseWhatItDoesNotUnderstand(String text, String why) {
        assertThatThrownBy(() -> SignalRequest.parse(text))
                .isInstanceOf(BadValueException.class)
                .hasMessage(why);
    }

    @Test
    void shouldNameTheFileThatHoldsNoPid(@TempDir Path directory) throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("pid"), "soon\n");

        // then
        assertThatThrownBy(() -> SignalRequest.parse("quit=" + file))
                .hasMessage("invalid pid: soon (in the file " + file + ")");
    }

    @Test
    void shouldComeBeforeAnyConfigurationFile() {
        // when
        Request request =
                ServerCommandLine.read(
                        List.of("-c", "/no/such/file", "-p", "70000", "-sl", "reload=17"),
                        Dialect.NATS_STREAMING_SERVER,
                        Map.of(),
                        "2");

        // then
        assertThat(request)
                .isEqualTo(new Request.Tell(new SignalRequest(Command.RELOAD, Optional.of(17L))));
    }
}
