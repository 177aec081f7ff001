package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stanchion.cli.bench.BenchCommand;
import java.lang.reflect.Field;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

class BenchCommandTest {
    @TempDir private Path directory;

    @Test
    void shouldListShapesAndGroups() {
        // when
        CommandRun run = CommandRun.of("bench", "--list");

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .anySatisfy(line -> assertThat(line).startsWith("1:100 "))
                .anySatisfy(line -> assertThat(line).startsWith("core:4:4:8192 "))
                .anySatisfy(line -> assertThat(line).startsWith("streaming ").contains("a group"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shape 1:7|--shape: no shape '1:7'; --list shows all",
                "--shape 1:1 --size 64|--shape: cannot be combined with flags for a custom"
                        + " shape",
                "--size 8|size: 8 (expected: 16 to 524288)",
                "--subscribers 2 --queue-members 2|--subscribers and --queue-members cannot be"
                        + " combined",
                "--sync --window 5|--sync and --window cannot be combined",
                "--rate 10 --sync|--rate does not wait for acknowledgements: leave out --sync and"
                        + " --window",
                "--rate 0|rate: 0.0 (expected: at least 1 per second)",
                "--core --sync|--core has no acknowledgements: leave out --sync and --window",
                "--url a --server-cmd b|--url and --server-cmd cannot be combined",
                "--against a --against-cmd b|--against and --against-cmd cannot be combined",
                "--pid 5|--pid needs --url",
                "--url tls://x|no URL that can be used: 'tls://x'. Write it like"
                        + " nats://localhost:4222; TLS is not spoken.",
                "--viewers 51|--viewers: 51 (expected: 1 to 50)",
                "--viewers 5 --url a|--viewers compares a server that is started with itself:"
                        + " leave out --url, --durability and what begins with --against",
                "--viewers 5 --durability os|--viewers compares a server that is started with"
                        + " itself: leave out --url, --durability and what begins with --against",
                "--durability sometimes|--durability: 'sometimes' (expected: memory, os or always)",
                "--durability os --url a|--durability chooses the store of this Stanchion: leave out"
                        + " --url and --server-cmd, or give the store in --server-cmd",
                "--consumers ordered|--consumers needs --against-jetstream",
                "--consumers pull --against-jetstream a|--consumers: 'pull' (expected: explicit or"
                        + " ordered)",
                "--against-jetstream /bin/true|--against-jetstream: '/bin/true' is no nats-server:"
                        + " it does not tell its version",
                "--viewers 5 --server-cmd b|--viewers: --server-cmd has no {monitoring} for a port:"
                        + " add -m {monitoring}",
                "--viewers 5 --shape 1:0|--viewers: tail a streaming channel, so each shape needs a"
                        + " subscriber",
                "--rounds 0|--rounds: 0 (expected: at least 1)",
                "--seconds 0|--seconds: 0.0 (expected: 0.01 to 3600)",
                "--messages 0|--messages: 0 (expected: at least 1)",
                "--threads 0|--threads: 0 (expected: at least 1)",
                "--check --shape 1:1|--check measures the shapes of the baseline: leave out --shape"
                        + " and custom shapes",
                "--check always --durability os|--check: the baseline is of --durability always",
                "--check always --url nats://a:1|--check: the baseline is of --durability always, so"
                        + " bench has to start the servers: leave out --url and --against",
                "--check always|--check: the baseline compares with 'nats-streaming-server': add"
                        + " --against-cmd, and --against-name if the program has another name",
                "--check|--check: the baseline compares with 'nats-streaming-server': add"
                        + " --against-cmd, and --against-name if the program has another name",
            })
    void shouldRefuseWrongUsageInTwoLines(String line, String problem) {
        // when
        CommandRun run = CommandRun.of(("bench " + line).split(" ", -1));

        // then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        "stanchion bench: %s%nTry 'stanchion bench --help'.%n".formatted(problem));
    }

    @Test
    void shouldDescribeEachFlagInTextThatCanBeFormatted() {
        // given: a percent sign on its own would make picocli complain above the help
        CommandSpec bench =
                CommandSpec.forAnnotatedObject(new BenchCommand(new CommandRun().console()));

        // then
        for (OptionSpec option : bench.options()) {
            if (option.userObject() instanceof Field field) {
                for (String line : field.getAnnotation(Option.class).description()) {
                    assertThatCode(line::formatted).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void shouldNameABaselineThatCannotBeRead() {
        // given
        Path file = directory.resolve("none.json");

        // when
        CommandRun run = CommandRun.of("bench", "--check", file.toString());

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(2).first().asString().contains(file.toString());
    }

    @Test
    void shouldSayWhichServerIsNotThere() {
        // when
        CommandRun run = CommandRun.of("bench", "--url", "nats://127.0.0.1:1");

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("NOT MEASURED", "no server answers at 127.0.0.1:1", "--server-cmd");
    }

    @Test
    void shouldSayWhichProgramCannotBeStarted() {
        // when
        CommandRun run = CommandRun.of("bench", "--server-cmd", "no-such-program-anywhere");

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("no-such-program-anywhere cannot be started");
    }
}
