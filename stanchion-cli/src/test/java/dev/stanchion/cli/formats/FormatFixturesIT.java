package dev.stanchion.cli.formats;

import static dev.stanchion.cli.testing.Ran.stanchion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.cli.testing.Ran;
import dev.stanchion.kit.database.DatabaseServer;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.FtGroup;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.Version;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads what every version has written, and refuses what a later one will have written. With {@code
 * -Dformats.fixtures=write} it writes the files of this version first.
 */
@Tag("long")
@Timeout(300)
class FormatFixturesIT {
    private static final String OPTION = "formats.fixtures";

    @RegisterExtension private final Programs programs = new Programs();

    @TempDir private Path directory;

    static List<Fixtures> versions() {
        return Fixtures.all();
    }

    private static Fixtures newest() {
        return Fixtures.all().getLast();
    }

    @Test
    void shouldHaveTheFixturesOfThisVersion() throws Exception {
        // given
        Fixtures own = new Fixtures(Version.stanchion());
        if ("write".equals(System.getProperty(OPTION))) {
            new WriteFixtures(own, programs, directory).write();
        }

        // then
        assertThat(Fixtures.all()).contains(own);
    }

    private Path unpacked(Fixtures version, String name) throws IOException {
        Path files = directory.resolve(name);
        PackedDirectory.unpack(version.file(name), files);
        return files;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadFileStores(Fixtures version) throws IOException {
        // when
        List<String> closed = OpenedFixture.files(unpacked(version, "file-store.zip"));
        List<String> killed = OpenedFixture.killedFiles(unpacked(version, "file-store-killed.zip"));

        // then
        assertThat(closed).isEqualTo(version.expected("file-store.zip"));
        assertThat(killed).isEqualTo(version.expected("file-store-killed.zip"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldGoOnWithTheDirectoryOfAGroup(Fixtures version) throws IOException {
        // given
        Path store = unpacked(version, "file-store-shared.zip");

        // when
        try (StanchionServer server =
                StanchionServer.start(
                        api().store(StoreChoice.in(store))
                                .ftGroup(FtGroup.of("g").onSharedDirectory())
                                .build())) {
            await().until(server::isActive);
            Path lines = directory.resolve("messages.jsonl");
            Ran ran = admin(server, "export", "tickets:created", "--to", lines);

            // then
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(Files.readAllLines(lines))
                    .filteredOn(line -> line.contains("\"message\""))
                    .hasSize(20);
        }
        // a version that knows no groups, or a server outside of one
        assertThatThrownBy(() -> OpenedFixture.files(store)).hasMessageContaining(store.toString());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTheSessionJournal(Fixtures version) throws IOException {
        // when
        List<String> found = OpenedFixture.journal(unpacked(version, "session-journal.zip"));

        // then
        assertThat(found).isEqualTo(version.expected("session-journal.zip"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTablesInPostgres(Fixtures version) throws IOException {
        shouldReadTables(version, "postgres.sql", PostgresServer.shared());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTablesInMariaDb(Fixtures version) throws IOException {
        shouldReadTables(version, "mariadb.sql", MariaDbServer.shared());
    }

    private static void shouldReadTables(Fixtures version, String name, DatabaseServer server)
            throws IOException {
        // given
        TestDatabase database = server.newDatabase();
        database.execute(Files.readAllLines(version.file(name)).toArray(String[]::new));

        // when
        List<String> found = OpenedFixture.database(database);

        // then
        assertThat(found).isEqualTo(version.expected(name));

        // when
        database.execute("UPDATE ServerInfo SET version = 2");

        // then
        assertThatThrownBy(() -> OpenedFixture.database(database))
                .hasMessageContaining(
                        "version: 2 (expected: 1); the tables come from a server that");
    }

    /** That a bucket of a newer format is refused is a scenario of the simulation. */
    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadStreams(Fixtures version) throws IOException {
        // given
        Path streams = unpacked(version, "jetstream.zip");
        NatsServer nats = NatsServer.start(programs, "-js", "-sd", streams.toString());

        // when
        List<String> found = OpenedFixture.streams(nats.url());

        // then
        assertThat(found).isEqualTo(version.expected("jetstream.zip"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldRestoreBackups(Fixtures version) throws IOException {
        List<List<String>> restored = new ArrayList<>();
        for (String name : List.of("all.backup", "all.jsonl")) {
            // when
            Path store = directory.resolve("from-" + name);
            Ran ran = stanchion("restore", version.file(name), "--into", store);

            // then
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            restored.add(OpenedFixture.files(store));
        }
        // the killed store was copied when the backups had been taken, and nothing had changed
        List<String> kept = version.expected("file-store-killed.zip");
        assertThat(restored).containsExactly(kept, kept);
    }

    private static ServerOptions.Builder api() {
        AdminUser root = new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of());
        return ServerOptions.builder()
                .host("127.0.0.1")
                .port(0)
                .monitoringPort(0)
                .admin(AdminOptions.DEFAULT.withUsers(List.of(root)));
    }

    private static Ran admin(StanchionServer server, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", "http://root:secret@127.0.0.1:" + server.monitoringPort()));
        return stanchion(all.toArray());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldImportMessagesAndDefinitions(Fixtures version) throws IOException {
        try (StanchionServer server = StanchionServer.start(api().build())) {
            for (String name : List.of("messages.jsonl", "definitions.json")) {
                // when
                Path again = directory.resolve(name);
                Ran imported = admin(server, "import", version.file(name), "--yes");
                Ran exported =
                        admin(
                                server,
                                "export",
                                name.startsWith("definitions") ? "--definitions" : "--all",
                                "--to",
                                again);

                // then
                assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
                assertThat(exported.exitCode()).as(exported.err()).isZero();
                assertThat(withoutTime(again)).isEqualTo(withoutTime(version.file(name)));
            }
        }
    }

    private static List<String> withoutTime(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("\"exportedAt\":\"[^\"]*\"", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STANSEGM", "STANCOMM", "STANRECS", "STANDELV"})
    void shouldRefuseAFileOfANewerFormatAndLoseNothing(String magic) throws IOException {
        // given
        Path store = unpacked(newest(), "file-store-killed.zip");
        Path newer;
        try (Stream<Path> all = Files.walk(store)) {
            newer =
                    all.filter(Files::isRegularFile)
                            .filter(each -> hasMagic(each, magic))
                            .findFirst()
                            .orElseThrow();
        }
        NewerFormat.raise(newer, 1);

        // when, then
        assertThatThrownBy(() -> OpenedFixture.killedFiles(store))
                .hasMessageContaining(newer.toString())
                .hasMessageContaining("it has format version 2 (expected: ")
                .hasMessageContaining("a newer Stanchion wrote it, start that one");

        // when: the newer one is there, and so is everything that the file had
        NewerFormat.raise(newer, -1);

        // then
        assertThat(OpenedFixture.killedFiles(store))
                .isEqualTo(newest().expected("file-store-killed.zip"));
    }

    private static boolean hasMagic(Path file, String magic) {
        try {
            return NewerFormat.magic(file).equals(magic);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
