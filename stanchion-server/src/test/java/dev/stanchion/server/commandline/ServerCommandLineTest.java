package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.Compatibility;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.SessionJournal;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.commandline.Request.Failure;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.log.Destination;
import dev.stanchion.server.log.LogOptions.Detail;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.segment.SliceRules;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandLineTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("XDG_STATE_HOME", "/home/op/.local/state");
    private static final Path STATE = Path.of("/home/op/.local/state/stanchion");

    private static Request read(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
        return ServerCommandLine.read(
                arguments, Dialect.NATS_STREAMING_SERVER, ENVIRONMENT, "2.10.29");
    }

    private static Request.Start start(String line) {
        assertThat(read(line)).isInstanceOf(Request.Start.class);
        return (Request.Start) read(line);
    }

    private static Request.Refuse refuse(String line) {
        assertThat(read(line)).isInstanceOf(Request.Refuse.class);
        return (Request.Refuse) read(line);
    }

    private static Failure fail(String line) {
        assertThat(read(line)).isInstanceOf(Request.Fail.class);
        return ((Request.Fail) read(line)).failure();
    }

    @Test
    void shouldStartWithTheDefaultsOfNatsStreamingWhenNothingIsSaid() {
        // when
        Request.Start start = start("");

        // then
        assertThat(start.options())
                .isEqualTo(
                        ServerOptions.builder()
                                .host("0.0.0.0")
                                .sessionJournal(SessionJournal.in(STATE.resolve("sessions")))
                                .admin(AdminOptions.DEFAULT.withTokenDirectory(STATE))
                                .build());
        assertThat(start.pidFile()).isNull();
        assertThat(start.remarks()).isEmpty();
        assertThat(start.log().streaming()).isEqualTo(Detail.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-session_journal off", "-p -1", "-p -1 --session_journal=on"})
    void shouldKeepNoSessionJournalWhereItIsUnwantedOrPointless(String line) {
        assertThat(start(line).options().sessionJournal()).isEqualTo(SessionJournal.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-session_journal=/data/j", "-session_journal /data/j -p 4333"})
    void shouldKeepTheSessionJournalWhereItIsTold(String line) {
        assertThat(start(line).options().sessionJournal())
                .isEqualTo(SessionJournal.in(Path.of("/data/j")));
    }

    @Test
    void shouldSayWhyThereCanBeNoSessionJournal() {
        assertThat(fail("-p -1 -session_journal /data/j"))
                .asString()
                .contains("session journal: the port is any free one");
    }

    @Test
    void shouldKeepNoSessionJournalWhenStrict() {
        // when
        Request strict =
                ServerCommandLine.read(
                        List.of("--compat", "strict"),
                        Dialect.STANCHION_SERVER,
                        ENVIRONMENT,
                        "2.10.29");
        Request both =
                ServerCommandLine.read(
                        List.of("--compat", "strict", "--session-journal", "/data/j"),
                        Dialect.STANCHION_SERVER,
                        ENVIRONMENT,
                        "2.10.29");

        // then
        assertThat(((Request.Start) strict).options().sessionJournal())
                .isEqualTo(SessionJournal.OFF);
        assertThat(((Request.Fail) both).failure())
                .asString()
                .contains("with strict compatibility no client survives");
    }

    @Test
    void s11_05_shouldStartWithTheLineOfTheTutorials() {
        // when
        Request.Start start = start("-p 4222 -m 8222 -hbi 5s -hbt 5s -hbf 2 -SD -cid ticketing");

        // then
        ServerOptions options = start.options();
        assertThat(options.port()).isEqualTo(4222);
        assertThat(options.monitoringPort()).isEqualTo(8222);
        assertThat(options.heartbeatInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.heartbeatTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.heartbeatFailCount()).isEqualTo(2);
        assertThat(options.clusterId()).isEqualTo("ticketing");
        assertThat(start.log().streaming()).isEqualTo(new Detail(true, false));
        assertThat(start.log().core()).isEqualTo(Detail.NORMAL);
    }

    @Test
    void s11_06_shouldGiveTheSameWithLongNamesAndMixedDashes() {
        // given
        String line =
                "--port=4222 -http_port 8222 --hb_interval 5s -hb_timeout=5s --hb_fail_count 2"
                        + " --stan_debug=true -cluster_id ticketing";

        // then
        assertThat(start(line))
                .isEqualTo(start("-p 4222 -m 8222 -hbi 5s -hbt 5s -hbf 2 -SD -cid ticketing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--store=memory",
                "-m 8222 --store=memory --cluster_id=faas-cluster",
                "-m 8222 --store=memory --cluster_id=faas-cluster -DV",
                "-cluster_id X",
                "-m=8222",
                "-DV -SDV",
                "--file_truncate_bad_eof",
                "--cluster_id x --http_port 8222 --port 4222 --max_bytes 1GB --max_msgs 1000000",
                "--port=8085 --pid=/x/pid --log=/x/log",
                "-clustered=false -tls=false -tlsverify=false -user= -encrypt=false -profile 0",
                "-replace_durable -io_batch_size 64 -io_sleep_time 10 -VV -DVV -logtime_utc",
            })
    void shouldStartWithLinesOfRealManifests(String line) {
        assertThat(read(line)).isInstanceOf(Request.Start.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-js -user stan -pass stan|-js",
                "-store file -dir store -clustered -cluster_id swarm|-clustered",
                "-routes nats://a:1 -cluster nats://b:2|-routes, -cluster",
                "-js|-js",
                "-profile 1|-profile",
            })
    void shouldRefuseByNameWhatDoesNotExistYet(String line, String names) {
        // when
        Request.Refuse refused = refuse(line);

        // then
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.usage()).isEmpty();
        assertThat(refused.lines())
                .map(text -> text.replaceFirst(" (is|are) not available in this version of.*", ""))
                .containsExactlyInAnyOrder(names.split(";"));
        assertThat(refused.lines()).allMatch(text -> text.contains(" version of Stanchion: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-store xyz|unsupported store type: XYZ",
                "-st file|for FILE stores, root directory must be specified",
                "-store file -dir d -file_slice_max_msgs -1|-file_slice_max_msgs: slice max values"
                        + " must be positive numbers, got -1",
                "-store file -dir d -file_fds_limit -1|-file_fds_limit: file descriptor limit must"
                        + " be a positive number, got -1",
                "-store file -dir d -file_parallel_recovery 0|-file_parallel_recovery: parallel"
                        + " recovery value must be at least 1, got 0",
                "-store file -dir d -file_compact_frag 0|-file_compact_frag: compact fragmentation"
                        + " value must at least be 1, got 0",
                "-store file -dir d -file_read_buffer_size -1|-file_read_buffer_size: read buffer"
                        + " size value must be a positive number, got -1",
                "-store file -dir d -file_memory 1k|-file_memory: memory: 1000 (expected: at least"
                        + " 1048576)",
                "--store sql|sql: -sql_driver: missing (expected: postgres or mysql)",
                "--store sql --sql_driver oracle --sql_source x|sql: unknown driver \"oracle\""
                        + " (expected: postgres or mysql)",
                "--store sql --sql_driver mysql|sql: -sql_source: missing (expected:"
                        + " user:password@tcp(host:port)/database)",
                "-store sql -sql_driver mysql -sql_source u:p@tcp(h:99999)/d|sql: -sql_source: port:"
                        + " \"99999\" (expected: 1 to 65535)",
                "-store sql -sql_driver mysql -sql_source tcp(h)/d -sql_max_wait 0s|sql:"
                        + " -sql_max_wait: not above 0",
                "-store jetstream|for JETSTREAM stores, ns must be specified (expected: -ns with the"
                        + " URLs of the NATS cluster, nats://host:4222)",
                "-store jetstream -ns nats://h:1 -js_replicas 6|jetstream: -js_replicas: 6 (expected:"
                        + " 1 to 5)",
                "-store jetstream -ns nats://h:1 -js_storage disk|jetstream: -js_storage: \"disk\""
                        + " (expected: file or memory)",
                "-store jetstream -ns nats://h:1 -js_subjects a.>|jetstream: -js_subjects: \"a.>\""
                        + " (expected: such as stan.{cluster})",
                "-store jetstream -ns nats://h:1 -js_compression gz|jetstream: -js_compression: \"gz\""
                        + " (expected: none or s2)",
                "-store jetstream -ns nats://h:1 -js_max_wait 0s|jetstream: -js_max_wait: not above 0",
                "-hbi 0|heartbeat interval: \"0s\" (expected: more than 0)",
                "-cid=|could not subscribe to discover subject: nats: invalid subject (cluster ID"
                        + " \"\"; expected: neither empty nor with spaces, * or >)",
            })
    void shouldSayInTheLogWhyTheServerCannotStart(String line, String cause) {
        assertThat(fail(line)).isEqualTo(new Failure.OfStreaming(cause));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-mm -1|max messages limit cannot be negative (-1)",
                "-mc -3|max channels limit cannot be negative (-3)",
                "-msu -4|max subscriptions limit cannot be negative (-4)",
                "-mb -1|max bytes limit cannot be negative (-1)",
                "-ma -1s|max age limit cannot be negative (-1s)",
                "-max_inactivity -2h30m|max inactivity limit cannot be negative (-2h30m0s)",
            })
    void s8_11_shouldSayInTheLogThatALimitIsNegative(String line, String cause) {
        assertThat(fail(line)).isEqualTo(new Failure.OfStreaming(cause));
    }

    @Test
    void shouldGuessThatAClusterIdWasMeantWhenTheStoreIsNone() {
        // when
        Request.Fail fail = (Request.Fail) read("-st my-cluster");

        // then
        assertThat(fail.failure())
                .isEqualTo(new Failure.OfStreaming("unsupported store type: MY-CLUSTER"));
        assertThat(fail.hints())
                .containsExactly(
                        "-st names the type of the store, MEMORY, FILE, SQL, JETSTREAM;"
                                + " the cluster ID is -cid my-cluster");
        assertThat(((Request.Fail) read("-mm -1")).hints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-p 22222222|Error listening on port: 0.0.0.0:22222222,"
                        + " \"listen tcp: address 22222222: invalid port\"",
                "-p -5|Error listening on port: 0.0.0.0:-5, \"listen tcp: address -5: invalid port\"",
                "-m 70000|Can't start monitoring: can't listen to the monitor port:"
                        + " listen tcp: address 70000: invalid port",
            })
    void shouldSayLikeTheNatsServerThatAPortIsNone(String line, String text) {
        assertThat(fail(line)).isEqualTo(new Failure.OfCore(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version", "version", "VERSION", "-h -v", "-p 1 -v foo"})
    void s11_01_shouldPrintTheVersion(String line) {
        assertThat(read(line)).isInstanceOf(Request.Print.class);
        assertThat(((Request.Print) read(line)).text().lines())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .matches(
                                                "nats-streaming-server version \\d+\\.\\d+\\.\\d+,"
                                                        + " nats-server: v2\\.10\\.29"),
                        second ->
                                assertThat(second)
                                        .startsWith("This is Stanchion ")
                                        .endsWith(", compatible with NATS Streaming 0.25.6."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "help", "-help", "HELP"})
    void s11_02_shouldPrintTheUsage(String line) {
        assertThat(((Request.Print) read(line)).text())
                .startsWith(
                        "\nUsage: nats-streaming-server [options]\n\nStreaming Server Options:\n")
                .contains("-cid, --cluster_id <string>")
                .contains("(default: test-cluster)");
    }

    @Test
    void s11_03_shouldEndWith0AndTheUsageWhenTheLineIsMalformed() {
        // when
        Request.Refuse refused = refuse("--foo");

        // then
        assertThat(refused.lines()).containsExactly("flag provided but not defined: -foo");
        assertThat(refused.usage()).contains("Usage: nats-streaming-server [options]");
        assertThat(refused.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "foo, foo",
        "-SD foo, foo",
        "-, -",
        "-SD false -p x, false",
        "--clustered true, true"
    })
    void s04_s12_shouldRefuseAnyOtherCommand(String line, String command) {
        // when
        Request.Refuse refused = refuse(line);

        // then
        assertThat(refused.lines()).containsExactly("unrecognized command: \"" + command + "\"");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheNumberOfEventLoops() {
        assertThat(start("").options().eventLoops()).isZero();
        assertThat(start("-event_loops 3").options().eventLoops()).isEqualTo(3);
        assertThat(fail("-event_loops 1025").toString())
                .contains("event_loops", "1025", "0 to 1024");
    }

    @Test
    void shouldTakeADirectory() {
        // when
        Request.Start start =
                start(
                        "-store FILE -dir data/stan -file_slice_max_msgs 10 -file_slice_max_bytes"
                                + " 1MB -file_slice_max_age 1h -file_fds_limit 100"
                                + " -file_parallel_recovery 8 -file_read_buffer_size 64k"
                                + " -file_reserve 1GB -file_memory 32MB -session_journal x");

        // then
        StoreChoice.File store = (StoreChoice.File) start.options().store();
        assertThat(store.directory()).isEqualTo(Path.of("data/stan"));
        assertThat(store.options().sync()).isEqualTo(Sync.ALWAYS);
        assertThat(store.options().slices())
                .isEqualTo(new SliceRules(1 << 20, 10, Duration.ofHours(1)));
        assertThat(store.options().maxOpenFiles()).isEqualTo(100);
        assertThat(store.options().readers()).isEqualTo(8);
        assertThat(store.options().readBufferBytes()).isEqualTo(64_000);
        assertThat(store.options().reserveBytes()).isEqualTo(1L << 30);
        assertThat(store.options().memoryBytes()).isEqualTo(32 << 20);
        assertThat(start.options().sessionJournal()).isEqualTo(SessionJournal.OFF);
        assertThat(start.remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-file_sync|always",
                "-file_sync=false|60000 ms",
                "-file_sync=false -file_auto_sync 5s|5000 ms",
                "-file_sync=false -file_auto_sync 0s|os",
                "-file_auto_sync 5s|always",
            })
    void shouldSyncAsTheGoServersFlagsSay(String flags, String expected) {
        assertThat(sync(start("-store file -dir d " + flags))).isEqualTo(expected);
    }

    private static String sync(Request.Start start) {
        return switch (((StoreChoice.File) start.options().store()).options().sync()) {
            case Sync.Always ignored -> "always";
            case Sync.Interval(Duration interval) -> interval.toMillis() + " ms";
            case Sync.Os ignored -> "os";
        };
    }

    @Test
    void s11_07_shouldReadSizesWithSuffixes() {
        // when
        Request.Start start =
                start("-mb 100KB --file_compact_min_size 200KB --file_buffer_size 300KB");

        // then
        assertThat(start.options().limits().maxBytes()).isEqualTo(102_400);
        assertThat(start.remarks())
                .containsExactly(
                        "-file_compact_min_size has no effect: the FILE store compacts a file"
                                + " when half of it is unused",
                        "-file_buffer_size has no effect: the FILE store writes batches directly"
                                + " from memory");
    }

    @Test
    void s11_08_shouldRefuseWhatIsNoSize() {
        assertThat(refuse("--max_bytes 12abc").lines())
                .containsExactly("max_bytes should be a size, got '12abc'");
        assertThat(refuse("-mb x1x").lines()).containsExactly("mb should be a size, got 'x1x'");
        assertThat(refuse("-file_buffer_size 1.5GB").exitCode()).isEqualTo(1);
    }

    @Test
    void s11_09_shouldSwitchBothOffWithSdvFalse() {
        assertThat(start("-SD -SV -SDV=false").log().streaming()).isEqualTo(Detail.NORMAL);
        assertThat(start("-SDV -SD=false").log().streaming()).isEqualTo(new Detail(true, true));
        assertThat(start("-DV").log().core()).isEqualTo(new Detail(true, true));
        assertThat(start("-V").log().core()).isEqualTo(new Detail(false, true));
    }

    @Test
    void s11_13_shouldRefuseRoutesWithoutACluster() {
        assertThat(refuse("-routes nats://a:1").lines())
                .containsExactly("solicited routes require cluster capabilities, e.g. --cluster");
    }

    @Test
    void shouldRefuseToCheckAConfigurationThatIsNotNamed() {
        assertThat(refuse("-t").lines())
                .containsExactly(
                        "must specify [-c, --config] option to check configuration file syntax");
    }

    @Test
    void shouldTranslateTheSpecialPorts() {
        assertThat(start("-p -1 -m -1").options().port()).isZero();
        assertThat(start("-p -1 -m -1").options().monitoringPort()).isZero();
        assertThat(start("-p 0 -m 0").options().port()).isEqualTo(4222);
        assertThat(start("-p 0 -m 0").options().monitoringPort())
                .isEqualTo(ServerOptions.NO_MONITORING);
    }

    @Test
    void shouldNameTheFiles() {
        // when
        Request.Start start = start("--pid=/x/pid --log=/x/log -T=false");

        // then
        assertThat(start.pidFile()).isEqualTo(Path.of("/x/pid"));
        assertThat(start.log().destination()).isEqualTo(new Destination.File(Path.of("/x/log"), 0));
        assertThat(start.log().timestamps()).isFalse();
    }

    @Test
    void shouldRefuseAnUnknownKeyWithStrictConfigEvenIfCompatIsStrict(@TempDir Path directory)
            throws IOException {
        // given
        Path file = directory.resolve("a.conf");
        Files.writeString(file, "streaming { compat: strict, stroe: file }");
        List<String> lenient = List.of("-c", file.toString());
        List<String> strict = List.of("-c", file.toString(), "--strict-config");

        // when
        Request started =
                ServerCommandLine.read(lenient, Dialect.STANCHION_SERVER, ENVIRONMENT, "2.10.29");
        Request refused =
                ServerCommandLine.read(strict, Dialect.STANCHION_SERVER, ENVIRONMENT, "2.10.29");

        // then
        assertThat(started).isInstanceOf(Request.Start.class);
        assertThat(((Request.Refuse) refused).lines().getFirst())
                .endsWith(":1:29: unknown key \"stroe\"; did you mean \"store\"?");
        assertThat(((Request.Refuse) refused).exitCode()).isEqualTo(1);
    }

    @Test
    void shouldHaveReadableNamesAndAnExitCodeUnderTheNewName() {
        // given
        List<String> good =
                List.of("--cluster-id", "a", "--monitoring-port", "1", "--compat=strict");
        List<String> bad = List.of("--clutser-id");

        // when
        Request started =
                ServerCommandLine.read(good, Dialect.STANCHION_SERVER, ENVIRONMENT, "2.10.29");
        Request refused =
                ServerCommandLine.read(bad, Dialect.STANCHION_SERVER, ENVIRONMENT, "2.10.29");

        // then
        assertThat(((Request.Start) started).options().compatibility())
                .isEqualTo(Compatibility.STRICT);
        assertThat(((Request.Start) started).options().monitoringPort()).isEqualTo(1);
        assertThat(((Request.Refuse) refused).lines().getFirst())
                .isEqualTo("flag provided but not defined: -clutser-id; did you mean -cluster-id?");
        assertThat(((Request.Refuse) refused).exitCode()).isEqualTo(2);
    }

    @Test
    void shouldRefuseACompatibilityThatDoesNotExist() {
        // when
        Request refused =
                ServerCommandLine.read(
                        List.of("--compat", "loose"),
                        Dialect.STANCHION_SERVER,
                        ENVIRONMENT,
                        "2.10.29");

        // then
        assertThat(((Request.Refuse) refused).lines().getFirst())
                .isEqualTo("invalid value \"loose\" for flag -compat: not strict");
    }

    @Test
    void shouldTakeADatabaseAndHideItsPassword() {
        // when
        ServerOptions options =
                start(
                                "-store sql -sql_driver mysql -sql_source nss:pa55@tcp(db:3307)/stan"
                                        + " -sql_max_open_conns 9 -sql_bulk_insert_limit 50"
                                        + " -sql_no_caching -sql_max_wait 2s")
                        .options();

        // then
        StoreChoice.Sql sql = (StoreChoice.Sql) options.store();
        assertThat(sql.source().jdbcUrl()).isEqualTo("jdbc:mariadb://db:3307/stan");
        assertThat(sql.connections()).isEqualTo(9);
        assertThat(sql.options().bulkRows()).isEqualTo(50);
        assertThat(sql.options().subscriptionDelay()).isZero();
        assertThat(sql.options().patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.sessionJournal()).isEqualTo(SessionJournal.OFF);
        assertThat(options.toString()).doesNotContain("pa55");
    }

    @Test
    void shouldSayThatOptionsOfADatabaseHaveNoEffectWithoutIt() {
        assertThat(start("-sql_driver mysql -sql_no_caching").remarks())
                .containsExactlyInAnyOrder(
                        "-sql_driver has no effect: it belongs to the SQL store",
                        "-sql_no_caching has no effect: it belongs to the SQL store");
    }

    @Test
    void shouldTakeTheStreamsOfACluster() {
        // when
        StoreChoice store =
                start(
                                "-store jetstream -ns nats://n1:4222 -js_replicas 5 -js_storage memory"
                                        + " -js_subjects my.{cluster} -js_domain hub"
                                        + " -js_placement ssd,eu -js_compression s2"
                                        + " -js_max_wait 7s")
                        .options()
                        .store();

        // then
        JetStreamStoreOptions options = ((StoreChoice.JetStream) store).options();
        assertThat(options.replicas()).isEqualTo(5);
        assertThat(options.onFile()).isFalse();
        assertThat(options.subjects()).isEqualTo("my.{cluster}");
        assertThat(options.domain()).contains("hub");
        assertThat(options.placementTags()).containsExactly("ssd", "eu");
        assertThat(options.compressed()).isTrue();
        assertThat(options.patience()).isEqualTo(Duration.ofSeconds(7));
    }
}
