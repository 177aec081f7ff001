package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes the place of the Go server while unmodified clients publish and listen. */
@Tag("long")
class TakeoverIT {
    private static final String CHANNEL = "tickets:created";
    private static final String READY = "Streaming Server is ready";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private Program startGoServer(String... address) {
        return GoServer.start(programs, store(), address);
    }

    private Path store() {
        return directory.resolve("store");
    }

    private Program takeover(String url, String... arguments) {
        return TakeoverStory.start(
                programs,
                url,
                Stream.concat(Stream.of("--store-dir", store().toString()), Stream.of(arguments)));
    }

    private Program takeover(String url, Program old, String... serverFlags) {
        return takeover(
                url,
                Stream.concat(
                                Stream.of(
                                        "--into",
                                        directory.resolve("target").toString(),
                                        "--stop-command",
                                        "kill " + old.pid(),
                                        "--"),
                                Stream.of(serverFlags))
                        .toArray(String[]::new));
    }

    @Test
    void shouldMoveTheClientsOfAnEmbeddedNatsServer() {
        // given
        String port = Integer.toString(FreePort.next());
        String url = "nats://127.0.0.1:" + port;
        Program old = startGoServer("-a", "127.0.0.1", "-p", port);
        Program witness = NodeWitness.start(programs, url, CHANNEL);
        RestartContract.awaitTraffic(witness, 0);

        // when
        Program next = takeover(url, old, "-a", "127.0.0.1", "-p", port);
        next.awaitLine(READY);
        long before = RestartContract.highestSequence(witness);

        // then
        RestartContract.awaitTraffic(witness, before);
        TakeoverStory.requireNothingLost(witness);
        assertThat(old.isAlive()).isFalse();
        assertThat(next.output())
                .anyMatch(line -> line.contains("client witness: keeps its ID"))
                .anyMatch(line -> line.contains("durable witness on " + CHANNEL))
                .anyMatch(line -> line.contains("group group on " + CHANNEL))
                .contains("Nothing is lost.");
    }

    @Test
    void shouldMoveAClientInGo() {
        // given
        String port = Integer.toString(FreePort.next());
        String url = "nats://127.0.0.1:" + port;
        Program old = startGoServer("-a", "127.0.0.1", "-p", port);
        Program witness =
                GoWitness.start(programs, List.of(url, Server.CLUSTER_ID, "witness", CHANNEL));
        RestartContract.awaitTraffic(witness, 0);

        // when
        Program next = takeover(url, old, "-a", "127.0.0.1", "-p", port);
        next.awaitLine(READY);
        long before = RestartContract.highestSequence(witness);

        // then
        RestartContract.awaitTraffic(witness, before);
        TakeoverStory.requireNothingLost(witness);
    }

    @Test
    void shouldBreakNoConnectionOfAnExternalNatsServer() {
        // given
        NatsServer nats = NatsServer.start(programs, "-D");
        Program old = startGoServer("-ns", nats.url());
        Program witness = NodeWitness.start(programs, nats.url(), CHANNEL);
        RestartContract.awaitTraffic(witness, 0);

        // when
        Program next = takeover(nats.url(), old, "-ns", nats.url());
        next.awaitLine(READY);
        long before = RestartContract.highestSequence(witness);

        // then
        RestartContract.awaitTraffic(witness, before);
        TakeoverStory.requireNothingLost(witness);
        List<String> ofNode =
                nats.program().errors().stream().filter(line -> line.contains(":node")).toList();
        assertThat(ofNode).isNotEmpty().noneMatch(line -> line.contains("connection closed"));
    }

    @Test
    void shouldChangeNothingWhenItCannotBegin() {
        // given
        String port = Integer.toString(FreePort.next());
        String url = "nats://127.0.0.1:" + port;
        Program old = startGoServer("-a", "127.0.0.1", "-p", port);

        // when
        Program kept = takeover(url, "--dry-run");
        Program wrong = takeover(url, "--dry-run", "--cluster", "other");

        // then
        assertThat(kept.awaitExit()).as("%s", kept).isZero();
        assertThat(wrong.awaitExit()).isNotZero();
        assertThat(old.isAlive()).isTrue();
        assertThat(directory.resolve("target")).doesNotExist();

        // when: the old server ends before it is told to
        Program late =
                takeover(
                        url,
                        "--into",
                        directory.resolve("target").toString(),
                        "--stop-command",
                        "false");

        // then
        assertThat(late.awaitExit()).isEqualTo(1);
        assertThat(late.errors().toString())
                .contains("the stop command failed", "serves as before");
        assertThat(old.isAlive()).isTrue();
    }
}
