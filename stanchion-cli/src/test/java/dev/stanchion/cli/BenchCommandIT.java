package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with servers in processes of their own, so short that figures mean nothing. */
@Tag("long")
class BenchCommandIT {
    private static final Pattern RATE = Pattern.compile("\"messagesPerSecond\" : ([0-9.E]+)");

    @TempDir private Path directory;

    @Test
    void shouldMeasureThisServerAgainstItselfAndWriteEverything() throws IOException {
        // given
        Path json = directory.resolve("result.json");
        Path baseline = directory.resolve("baseline.json");

        // when: of some rounds the system counts no processor time, hence the fair number
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "--shape=1:1",
                        "--against-cmd=" + ownServer(),
                        "--against-name=other",
                        "--rounds=2",
                        "--warm-up=1",
                        "--messages=20000",
                        "--seconds=120",
                        "--json=" + json,
                        "--record=" + baseline);

        // then
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("stanchion / other", "messages/s", "first run");
        List<Double> rates =
                RATE.matcher(Files.readString(json))
                        .results()
                        .map(MatchResult::group)
                        .map(found -> Double.valueOf(found.substring(found.indexOf(':') + 2)))
                        .toList();
        // Two servers with a first round and two more: slower than a person, faster than no
        // machine.
        assertThat(rates)
                .hasSize(6)
                .allSatisfy(rate -> assertThat(rate).isBetween(20.0, 50_000_000.0));
        assertThat(Files.readString(json)).contains("peakResidentBytes", "\"published\" : 20000");
        assertThat(Files.readString(baseline)).contains("\"against\" : \"other\"", "\"1:1\"");
    }

    @Test
    void shouldDriveAGroupInTheOrderOfItsKeys() {
        // when: each key comes several times
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "--shape=keyed",
                        "--rounds=1",
                        "--warm-up=1",
                        "--messages=40000",
                        "--seconds=120");
        CommandRun elsewhere = CommandRun.of("bench", "--shape=keyed", "--url=nats://localhost:1");

        // then
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("queue group of 8 in the order of 10,000 keys")
                .doesNotContain("NOT MEASURED");
        assertThat(elsewhere.exitCode()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("'keyed': needs a server with a policy");
    }

    @Test
    void shouldCompareAServerWithItselfWhileNobodyLooks() {
        // when
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "--viewers=10",
                        "--server-cmd=" + ownServer() + " -m {monitoring}",
                        "--name=server",
                        "--rounds=1",
                        "--warm-up=1",
                        "--messages=20000",
                        "--seconds=120");

        // then
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("server / nobody looks", "viewers: 10, tails: 2, searches: 1")
                .doesNotContain("NOT MEASURED");
    }

    private static String ownServer() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "'%s' -cp '%s' dev.stanchion.cli.Stanchion server"
                .formatted(java, System.getProperty("java.class.path"));
    }
}
