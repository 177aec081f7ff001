package dev.stanchion.cli.formats;

import static dev.stanchion.cli.testing.Ran.stanchion;

import dev.stanchion.cli.testing.Ran;
import dev.stanchion.kit.database.DatabaseServer;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.ExternalNats;
import dev.stanchion.server.FtGroup;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.SessionJournal;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.SqlSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the fixtures of this version, each with what a reader must find in it. */
final class WriteFixtures {
    private final Fixtures fixtures;
    private final Programs programs;
    private final Path directory;

    /**
     * @param directory for what is needed on the way
     */
    WriteFixtures(Fixtures fixtures, Programs programs, Path directory) {
        this.fixtures = fixtures;
        this.programs = programs;
        this.directory = directory;
    }

    void write() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(fixtures.file("."));
        files();
        sharedFiles();
        journal();
        database("postgres.sql", PostgresServer.shared());
        database("mariadb.sql", MariaDbServer.shared());
        streams();
    }

    private static ServerOptions.Builder options(StoreChoice store) {
        return ServerOptions.builder().port(0).store(store);
    }

    private void files() throws IOException, InterruptedException {
        Path store = directory.resolve("files");
        Path killed = directory.resolve("killed");
        try (Story story = Story.told(options(StoreChoice.in(store)))) {
            export(story);
            PackedDirectory.copy(store, killed.resolve("store"));
        }
        Files.writeString(
                killed.resolve(OpenedFixture.BOOT_ID), Long.toString(new RealDisk().bootId()));
        pack("file-store.zip", store);
        pack("file-store-killed.zip", killed);
        fixtures.expect("file-store.zip", OpenedFixture.files(store));
        fixtures.expect("file-store-killed.zip", OpenedFixture.killedFiles(killed));
    }

    private void pack(String name, Path files) throws IOException {
        PackedDirectory.pack(files, fixtures.file(name));
    }

    private void export(Story story) {
        for (List<String> each :
                List.of(
                        List.of("backup", "all.backup"),
                        List.of("backup", "all.jsonl"),
                        List.of("admin", "export", "--all", "--to", "messages.jsonl"),
                        List.of("admin", "export", "--definitions", "--to", "definitions.json"))) {
            String file = each.getLast();
            List<Object> command = new ArrayList<>(each);
            command.set(command.size() - 1, fixtures.file(file));
            command.addAll(List.of("--url", story.url()));
            Ran ran = stanchion(command.toArray());
            if (ran.exitCode() != 0) {
                throw new AssertionError(command + ": " + ran.err());
            }
        }
    }

    private void sharedFiles() throws IOException, InterruptedException {
        Path store = directory.resolve("shared");
        Story.told(
                        options(StoreChoice.in(store))
                                .port(FreePort.next())
                                .ftGroup(FtGroup.of("g").onSharedDirectory()))
                .close();
        pack("file-store-shared.zip", store);
    }

    private void journal() throws IOException, InterruptedException {
        Path all = directory.resolve("session");
        Story.told(
                        options(StoreChoice.MEMORY)
                                .port(FreePort.next())
                                .sessionJournal(SessionJournal.in(all.resolve("journal"))))
                .close();
        Files.writeString(all.resolve(OpenedFixture.WRITTEN_AT), Instant.now().toString());
        pack("session-journal.zip", all);
        fixtures.expect("session-journal.zip", OpenedFixture.journal(all));
    }

    private void database(String name, DatabaseServer server)
            throws IOException, InterruptedException, SQLException {
        TestDatabase database = server.newDatabase();
        SqlSource source = SqlSource.parse(database.driver(), database.source(), Map.of());
        Story.told(options(new StoreChoice.Sql(source, SqlStoreOptions.DEFAULT, 3))).close();
        Files.write(fixtures.file(name), SqlScript.of(database));
        fixtures.expect(name, OpenedFixture.database(database));
    }

    private void streams() throws IOException, InterruptedException {
        Path store = directory.resolve("streams");
        NatsServer nats = NatsServer.start(programs, "-js", "-sd", store.toString());
        Story.told(
                        ServerOptions.builder()
                                .externalNats(ExternalNats.of(nats.url()))
                                .store(
                                        new StoreChoice.JetStream(
                                                JetStreamStoreOptions.DEFAULT.withReplicas(1))))
                .close();
        nats.program().terminate();
        nats.program().awaitExit();
        pack("jetstream.zip", store);
        nats.restart();
        fixtures.expect("jetstream.zip", OpenedFixture.streams(nats.url()));
    }
}
