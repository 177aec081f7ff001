package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
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

/** Takes the place of the Go server where a database is the old store, the new one, or both. */
@Tag("long")
class TakeoverOfDatabaseIT {
    private static final String CHANNEL = "tickets:created";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final String port = Integer.toString(FreePort.next());

    private List<String> embedded() {
        return List.of("-a", "127.0.0.1", "-p", port);
    }

    private String embeddedUrl() {
        return "nats://127.0.0.1:" + port;
    }

    private Program startGoServer(List<String> address, TestDatabase database) {
        return GoServer.start(
                programs,
                Stream.concat(
                        address.stream(),
                        Stream.of(database.withTablesOfGo().flags().split(" ", -1))));
    }

    private String directory(String name) {
        return directory.resolve(name).toString();
    }

    /** Takes over while a client publishes and listens, and checks what the client has seen. */
    private void requireTakenOver(
            Program old,
            Program witness,
            String url,
            List<String> source,
            String target,
            List<String> serverFlags) {
        RestartContract.awaitTraffic(witness, 0);
        List<String> switching = List.of("--into", target, "--stop-command", "kill " + old.pid());
        Program next =
                TakeoverStory.start(
                        programs,
                        url,
                        Stream.of(source, switching, List.of("--"), serverFlags)
                                .flatMap(List::stream));
        next.awaitLine("Streaming Server is ready");
        long before = RestartContract.highestSequence(witness);
        RestartContract.awaitTraffic(witness, before);
        TakeoverStory.requireNothingLost(witness);
        assertThat(next.output())
                .anyMatch(line -> line.contains("client witness: keeps its ID"))
                .contains("Nothing is lost.");
    }

    @Test
    void shouldBreakNoConnectionWhereTheOldStoreIsInMariaDb() {
        // given
        TestDatabase database = MariaDbServer.shared().newDatabase();
        NatsServer nats = NatsServer.start(programs, "-D");
        Program old = startGoServer(List.of("-ns", nats.url()), database);
        Program witness =
                GoWitness.start(
                        programs, List.of(nats.url(), Server.CLUSTER_ID, "witness", CHANNEL));

        // then
        requireTakenOver(
                old,
                witness,
                nats.url(),
                List.of("--sql", database.jdbcUrlWithUser()),
                directory("target"),
                List.of("-ns", nats.url()));
        List<String> ofWitness =
                nats.program().errors().stream()
                        .filter(line -> line.contains(":go:witness"))
                        .toList();
        assertThat(ofWitness).isNotEmpty().noneMatch(line -> line.contains("connection closed"));
    }

    @Test
    void shouldMoveFromOneDatabaseToAnother() {
        // given
        TestDatabase from = PostgresServer.shared().newDatabase();
        TestDatabase into = MariaDbServer.shared().newDatabase();
        Program old = startGoServer(embedded(), from);
        Program witness = JavaWitness.start(programs, embeddedUrl(), CHANNEL);

        // then
        requireTakenOver(
                old,
                witness,
                embeddedUrl(),
                List.of("--sql", from.jdbcUrlWithUser()),
                into.jdbcUrlWithUser(),
                Stream.concat(embedded().stream(), Stream.of(into.flags().split(" ", -1)))
                        .toList());
    }

    @Test
    void shouldMoveFilesToMariaDb() {
        // given
        TestDatabase into = MariaDbServer.shared().newDatabase();
        Program old =
                GoServer.start(
                        programs, Path.of(directory("store")), embedded().toArray(String[]::new));
        Program witness = NodeWitness.start(programs, embeddedUrl(), CHANNEL);

        // then
        requireTakenOver(
                old,
                witness,
                embeddedUrl(),
                List.of("--store-dir", directory("store")),
                into.jdbcUrlWithUser(),
                Stream.concat(embedded().stream(), Stream.of(into.flags().split(" ", -1)))
                        .toList());
    }
}
