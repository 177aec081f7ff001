package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A restart of the server, as clients with default settings see it. */
abstract class RestartContract {
    private static final String CHANNEL = "tickets:created";
    private static final int ENOUGH = 20;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path state;

    /** Starts the witness of one client library. */
    abstract Program startWitness(List<String> arguments);

    private Server startServer(int port) {
        return Server.startOn(programs, port, Map.of("XDG_STATE_HOME", state.toString()));
    }

    @Test
    void shouldGoOnAfterThreeRestartsInARow() {
        // given
        Server server = startServer(FreePort.next());
        server.assumeStanchion("its memory store knows no client after a restart");
        Program program =
                startWitness(List.of(server.url(), Server.CLUSTER_ID, "witness", CHANNEL));
        awaitTraffic(program, 0);
        List<Consumer<Program>> ends =
                List.of(
                        Program::kill,
                        running -> {
                            running.terminate();
                            running.awaitExit();
                        },
                        Program::kill);

        for (Consumer<Program> end : ends) {
            // when
            end.accept(server.program());
            long before = highestSequence(program);
            server = startServer(server.port());

            // then
            awaitTraffic(program, before);
            Witness witness = Witness.of(program);
            assertThat(witness.problems()).isEmpty();
            assertThat(program.isAlive()).isTrue();
            List.of("plain", "durable")
                    .forEach(each ->
                            assertThat(witness.sequences(each))
                                    .as(each)
                                    .isSorted()
                                    .doesNotHaveDuplicates());
        }
        assertThat(server.program().errors())
                .anyMatch(line -> line.contains("Took back 1 client(s) and 1 channel(s)"));
    }

    static long highestSequence(Program program) {
        return Witness.of(program).sequences("plain").stream().mapToLong(it -> it).max().orElse(0);
    }

    /**
     * Waits until every subscription has received enough of the messages that are published from
     * now on. Messages on their way when the server ended may be lost. That phase is over once a
     * message that came after the restart is acknowledged.
     */
    static void awaitTraffic(Program program, long sequenceBefore) {
        Waiting.until(
                "deliveries go on after sequence " + sequenceBefore,
                () -> highestSequence(program) > sequenceBefore + ENOUGH);
        long afterRestart = Witness.of(program).lastReceived();
        Waiting.until(
                "message %d is acknowledged".formatted(afterRestart),
                () -> Witness.of(program).lastAcked() >= afterRestart);
        long from = Witness.of(program).lastAcked() + 1;
        Waiting.until(
                "everybody gets what is published from message %d on".formatted(from),
                () -> {
                    Witness witness = Witness.of(program);
                    return witness.lastAcked() >= from + ENOUGH
                            && witness.gotAll(from, from + ENOUGH, "plain")
                            && witness.gotAll(from, from + ENOUGH, "durable")
                            && witness.gotAll(from, from + ENOUGH, "member1", "member2");
                });
    }
}
