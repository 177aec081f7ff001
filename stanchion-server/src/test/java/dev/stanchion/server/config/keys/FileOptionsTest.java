package dev.stanchion.server.config.keys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.server.ClientAccess;
import dev.stanchion.server.Compatibility;
import dev.stanchion.server.Limits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.log.LogOptions.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say, and how that meets what the line says. */
class FileOptionsTest {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("a.conf");
    }

    private void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Request read(Path path, String... others) {
        List<String> arguments = new java.util.ArrayList<>(List.of("-c", path.toString()));
        arguments.addAll(List.of(others));
        return ServerCommandLine.read(
                arguments, Dialect.NATS_STREAMING_SERVER, Map.of("HOME_PORT", "4333"), "2.10.29");
    }

    private Request.Start start(String text, String... others) {
        write(file, text);
        Request request = read(file, others);
        assertThat(request).isInstanceOf(Request.Start.class);
        return (Request.Start) request;
    }

    private List<String> refusal(String text, String... others) {
        write(file, text);
        Request request = read(file, others);
        assertThat(request)
                .isInstanceOfSatisfying(
                        Request.Refuse.class, refuse -> assertThat(refuse.exitCode()).isOne());
        return ((Request.Refuse) request).lines();
    }

    @Test
    void s11_16_shouldReadWhatADeploymentHas() {
        // when
        Request.Start start =
                start(
                        """
                        # core
                        listen: "127.0.0.1:4223"
                        http: 8223
                        server_name: one
                        max_payload: 2MB
                        max_connections: 10
                        ping_interval: "30s"
                        ping_max: 5
                        write_deadline: 3
                        debug: true
                        logtime: false
                        pid_file: "/run/ticketing/one.pid"
                        streaming {
                          cluster_id: ticketing
                          discover_prefix: "_MY.discover"
                          store: memory
                          sd: true
                          hbi: "5s"
                          hb_timeout: 2500ms
                          HBF: 3
                          replace_durable: on
                          compat: strict
                          store_limits {
                            max_channels: 0
                            max_subs: 7
                            max_msgs: 10k
                            max_bytes: 1MB
                            max_age: "1h"
                            max_inactivity: 24h
                          }
                        }
                        """);

        // then
        ServerOptions options = start.options();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(4223);
        assertThat(options.monitoringPort()).isEqualTo(8223);
        assertThat(options.monitoringHost()).isEmpty();
        assertThat(options.serverName()).isEqualTo("one");
        assertThat(options.nats().maxPayloadBytes()).isEqualTo(2 << 20);
        assertThat(options.nats().maxConnections()).isEqualTo(10);
        assertThat(options.nats().pingInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.nats().pingMax()).isEqualTo(5);
        assertThat(options.nats().writeDeadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.clusterId()).isEqualTo("ticketing");
        assertThat(options.discoverPrefix()).isEqualTo("_MY.discover");
        assertThat(options.heartbeatInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.heartbeatTimeout()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(options.heartbeatFailCount()).isEqualTo(3);
        assertThat(options.replaceDurable()).isTrue();
        assertThat(options.compatibility()).isEqualTo(Compatibility.STRICT);
        assertThat(options.limits())
                .isEqualTo(
                        new Limits(
                                0, 7, 10_000, 1 << 20, Duration.ofHours(1), Duration.ofHours(24)));
        assertThat(start.log().streaming()).isEqualTo(new Detail(true, false));
        assertThat(start.log().core()).isEqualTo(new Detail(true, false));
        assertThat(start.log().timestamps()).isFalse();
        assertThat(start.pidFile()).isEqualTo(Path.of("/run/ticketing/one.pid"));
        assertThat(start.remarks())
                .singleElement()
                .asString()
                .endsWith("write_deadline: 3 is read as seconds; write \"3s\"");
    }

    @Test
    void shouldLetTheLineWin() {
        // when
        ServerOptions options =
                start(
                                """
                                port: $HOME_PORT
                                streaming { id: file, hbi: "5s", sd: true, sv: true }
                                """,
                                "-cid",
                                "line",
                                "-p",
                                "4999")
                        .options();

        // then
        assertThat(options.clusterId()).isEqualTo("line");
        assertThat(options.port()).isEqualTo(4999);
        assertThat(options.heartbeatInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(start("streaming { sd: true, sv: true }", "-SDV=false").log().streaming())
                .isEqualTo(new Detail(false, false));
        assertThat(start("port: $HOME_PORT").options().port()).isEqualTo(4333);
    }

    @Test
    void shouldReadEachOfTwoFilesForItsOwnPart() {
        // given
        Path streaming = folder.resolve("stan.conf");
        write(file, "port: 4555\nstreaming { id: ignored }\n");
        write(streaming, "port: 4666\nstreaming { id: taken }\n");

        // when
        Request both = read(file, "-sc", streaming.toString());
        Request one =
                ServerCommandLine.read(
                        List.of("-sc", streaming.toString()),
                        Dialect.NATS_STREAMING_SERVER,
                        Map.of(),
                        "2.10.29");

        // then
        ServerOptions options = ((Request.Start) both).options();
        assertThat(options.port()).isEqualTo(4555);
        assertThat(options.clusterId()).isEqualTo("taken");
        assertThat(((Request.Start) one).options().port()).isEqualTo(4666);
    }

    @Test
    void shouldTakeTheTopLevelForTheStreamingPartIfThatHasNoMap() {
        // when
        Request.Start start = start("id: top\nhbi: \"5s\"\nlimits { mc: 3 }\n");

        // then
        assertThat(start.options().clusterId()).isEqualTo("top");
        assertThat(start.options().limits().maxChannels()).isEqualTo(3);
        assertThat(start.remarks()).isEmpty();
    }

    @Test
    void s8_17_shouldReadTheLimitsOfChannels() {
        // when
        ServerOptions options =
                start(
                                """
                                streaming { limits {
                                  max_msgs: 5
                                  channels {
                                    "foo.*" { msu: 1, mb: 10, ma: "1s", mi: "2s" }
                                    foo.bar { max_msgs: 0, max_bytes: -1 }
                                    bozo: {}
                                  }
                                } }
                                """)
                        .options();

        // then
        Limits wide = channelLimits(options, "foo.*").apply(options.limits());
        assertThat(wide)
                .isEqualTo(new Limits(100, 1, 5, 10, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(channelLimits(options, "foo.bar").apply(wide))
                .isEqualTo(wide.withMaxMessages(0).withMaxBytes(0));
        assertThat(channelLimits(options, "bozo").apply(wide)).isEqualTo(wide);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "streaming { hbi: 5 }|1:13: parameter \"hbi\" value is expected to be string, got int64",
                "streaming { hbi: 10m }|1:13: parameter \"hbi\" value is expected to be string, got"
                        + " int64",
                "streaming { hbf: \"3\" }|1:13: parameter \"hbf\" value is expected to be int64, got"
                        + " string",
                "streaming { sd: 1 }|1:13: parameter \"sd\" value is expected to be bool, got int64",
                "streaming { id: [a] }|1:13: parameter \"id\" value is expected to be string, got slice",
                "streaming { id: {} }|1:13: parameter \"id\" value is expected to be string, got map",
                "streaming { hbf: 1.5 }|1:13: parameter \"hbf\" value is expected to be int64, got"
                        + " float64",
                "streaming { hbt: foo }|1:13: time: invalid duration \"foo\"",
                "streaming { hbt: \"5\" }|1:13: time: missing unit in duration \"5\"",
                "streaming { hbt: 30d }|1:13: time: unknown unit \"d\" in duration \"30d\"",
                "streaming: true|1:1: expected streaming section to be a map/struct, got true",
                "streaming { limits: 1 }|1:13: expected store limits to be a map/struct, got 1",
                "streaming { file: x }|1:13: expected file options to be a map/struct, got x",
                "streaming { limits { channels: x } }|1:22: expected per channel limits to be a"
                        + " map/struct, got x",
                "streaming { limits { channels { a: x } } }|1:33: expected channel limits to be a"
                        + " map/struct, got x",
                "streaming { store: xyz }|1:13: unknown store type: xyz",
                "streaming { compat: loose }|1:13: compat: \"loose\" (expected: strict)",
                "port: abc|1:1: interface conversion: interface {} is string, not int64",
                "listen: foo|1:1: could not parse address string \"foo\"",
                "listen: true|1:1: could not parse address string \"true\"",
            })
    void shouldSayWhereAKeyIsWrong(String text, String error) {
        assertThat(refusal(text)).containsExactly(file + ":" + error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "streaming { cluster {} }|1:13: cluster",
                "streaming { partitioning: true }|1:13: partitioning",
                "accounts { A {} }|1:1: accounts",
                "cluster { port: 1 }|1:1: cluster",
                "websocket { jwt_cookie: c }|1:13: jwt_cookie",
                "websocket { authorization {} }|1:13: authorization",
                "leafnodes { remotes: [ { url: a } ] }|1:1: leafnodes",
                "gateway { gateways: [] }|1:1: gateway",
                "mqtt {}|1:1: mqtt",
                "jetstream: true|1:1: jetstream",
            })
    void shouldRefuseByNameWhatDoesNotExistYet(String text, String label) {
        assertThat(refusal(text + (text.startsWith("streaming") ? "" : "\nstreaming {}")))
                .singleElement()
                .asString()
                .startsWith(
                        file + ":" + label + " is not available in this version of Stanchion: ");
    }

    @Test
    void shouldRefuseAClusterOnceWhereBothPartsShareTheTopLevel() {
        assertThat(refusal("cluster { name: c }"))
                .singleElement()
                .asString()
                .contains(":1:1: cluster is not available")
                .contains("cannot join a NATS cluster");
    }

    @Test
    void shouldNotHideARefusalBehindWhatFollowsFromIt() {
        assertThat(refusal("accounts { A { users: [ { user: foo } ] } }\nno_auth_user: foo"))
                .singleElement()
                .asString()
                .contains(":1:1: accounts is not available");
    }

    @Test
    void shouldTakeWhatIsAboutOtherServersWhereThereAreNone() {
        // when
        Request.Start start =
                start("leafnodes { listen: \"127.0.0.1:-1\" }\ngateway { name: A, port: 7222 }");

        // then
        assertThat(start.remarks())
                .anyMatch(line -> line.contains(":1:1: leafnodes has no effect: "))
                .anyMatch(line -> line.contains(":2:1: gateway has no effect: "));
    }

    @Test
    void shouldSayHowMuchAFileSays() {
        assertThat(start("").file()).isEqualTo(new FileContent(true, false));
        assertThat(start("# nothing\n\n").file()).isEqualTo(new FileContent(true, false));
        assertThat(start("port: 4222").file()).isEqualTo(new FileContent(false, false));
        assertThat(start("authorization {}").file()).isEqualTo(new FileContent(false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streaming { encrypt: false, partitioning: no, store: MEMORY, sql { driver: x } }",
                "jetstream: false\nstreaming {}",
                "tls: false\nstreaming {}"
            })
    void shouldAcceptWhatIsOff(String text) {
        start(text);
    }

    @ParameterizedTest
    @CsvSource({
        "sync: always, Always[]",
        "sync: os, Os[]",
        "sync: \"250ms\", Interval[interval=PT0.25S]",
        "sync: true, Always[]",
        "sync: false, Interval[interval=PT1M]",
        "sync_on_flush: no, Interval[interval=PT1M]",
    })
    void shouldReadWhenTheFileStoreSyncs(String key, String expected) {
        // when
        Request.Start start =
                start(
                        "streaming { store: file, dir: \"/data\", file_options { %s } }"
                                .formatted(key));

        // then
        StoreChoice.File store = (StoreChoice.File) start.options().store();
        assertThat(store.options().sync()).hasToString(expected);
        assertThat(store.directory()).isEqualTo(Path.of("/data"));
    }

    @Test
    void shouldSayHowTheSyncOfTheFileStoreIsWritten() {
        // when
        write(file, "streaming { st: file, dir: d, file { sync: sometimes } }");
        Request request = read(file);

        // then
        assertThat(((Request.Fail) request).failure())
                .isEqualTo(
                        new Request.Failure.OfStreaming(
                                file
                                        + ":1:38: sync: \"sometimes\" (expected: always, an interval"
                                        + " like 100ms, or os)"));
    }

    @Test
    void shouldReadHowElseClientsReachTheServer() {
        // when
        ServerOptions options =
                start(
                                """
                                client_advertise: "tickets.dev:4333"
                                http_base_path: nats/
                                lame_duck_duration: "40s"
                                lame_duck_grace_period: 5
                                websocket {
                                  listen: "127.0.0.1:8080"
                                  no_tls: true
                                  same_origin: yes
                                  allowed_origins: ["https://tickets.dev", "http://localhost:3000"]
                                  compression: true
                                  handshake_timeout: "3s"
                                }
                                """)
                        .options();

        // then
        assertThat(options.httpBasePath()).isEqualTo("/nats");
        assertThat(options.access())
                .isEqualTo(
                        new ClientAccess(
                                "tickets.dev:4333",
                                Optional.of(
                                        new WebSocketOptions(
                                                "127.0.0.1",
                                                8080,
                                                true,
                                                List.of(
                                                        "https://tickets.dev",
                                                        "http://localhost:3000"),
                                                true,
                                                Duration.ofSeconds(3),
                                                Tls.OFF)),
                                Duration.ofSeconds(40),
                                Duration.ofSeconds(5)));
    }

    @Test
    void shouldListenForWebSocketsWhereItListensForAll() {
        // when
        ClientAccess access =
                start("host: 127.0.0.1\nws { port: -1, no_tls: true, origins: 'http://a.b' }")
                        .options()
                        .access();

        // then
        assertThat(access.webSockets())
                .hasValue(
                        WebSocketOptions.onPort(-1)
                                .withHost("127.0.0.1")
                                .withOrigins(false, List.of("http://a.b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "websocket { port: 1 }|websocket: TLS is not configured; add tls {}, or no_tls:"
                        + " true to do without",
                "websocket { no_tls: true }|websocket: no port; say port: 8080, or -1 for any free"
                        + " one",
                "websocket { no_tls: true, port: 70000 }|websocket port: 70000 (expected: -1 to"
                        + " 65535)",
                "websocket { no_tls: true, port: 1, allowed_origins: [x] }|websocket"
                        + " allowed_origins: x (expected: a scheme and a host, like"
                        + " https://tickets.dev)",
                "lame_duck_duration: 10|invalid lame_duck_duration of 10s, minimum is 30 seconds",
                "lame_duck_duration: 30;lame_duck_grace_period: 30|invalid lame_duck_grace_period"
                        + " of 30s, it has to be less than lame_duck_duration, 30s",
                "client_advertise: \"70000:70000\"|client_advertise: \"70000:70000\" (expected: host:port,"
                        + " or a host)",
            })
    void shouldSayWhyClientsCannotBeReachedSo(String text, String why) {
        // given
        write(file, text.replace(';', '\n'));

        // when, then
        assertThat(read(file))
                .isInstanceOfSatisfying(
                        Request.Fail.class,
                        fail ->
                                assertThat(fail.failure())
                                        .isEqualTo(new Request.Failure.OfStreaming(why)));
    }

    @Test
    void shouldRemarkOnWhatChangesNothing() {
        // when
        Request.Start start =
                start(
                        """
                        SIZE: 3
                        connect_error_reports: 3
                        server_tags: [eu]
                        streaming {
                          hbf: $SIZE
                          file { compact: false }
                        }
                        """);

        // then
        String at = file + ":";
        assertThat(start.remarks())
                .containsExactlyInAnyOrder(
                        at + "2:1: connect_error_reports has no effect: there are no routes",
                        at
                                + "3:1: server_tags has no effect: nats-server uses it, and this"
                                + " server does not need it",
                        at
                                + "6:10: compact has no effect: the FILE store compacts a file"
                                + " when half of it is unused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stroe: file|1:1: unknown key \"stroe\"; did you mean \"store\"?",
                "prot: 4222, streaming { }|1:1: unknown key \"prot\"; did you mean \"port\"?",
                "streaming { stroe: file }|1:13: unknown key \"stroe\"; did you mean \"store\"?",
                "store: file, streaming { }|1:1: unknown key \"store\"; it belongs into streaming { }",
                "streaming { port: 1 }|1:13: unknown key \"port\"; it belongs to the top level",
                "streaming { max_msgs: 1 }|1:13: unknown key \"max_msgs\"; it belongs into streaming"
                        + " { store_limits { } }",
                "streaming { limits { max_msg: 1 } }|1:22: unknown key \"max_msg\"; did you mean"
                        + " \"max_msgs\"?",
                "streaming { file { cache: true } }|1:20: unknown key \"cache\"",
                "token: s3cr3t, streaming { }|1:1: unknown key \"token\"; it belongs into authorization { }",
                "websocket { prot: 80, no_tls: true }|1:13: unknown key \"prot\"; did you mean"
                        + " \"port\"?"
            })
    void shouldNotStartWithAKeyThatNobodyKnows(String text, String line) {
        assertThat(refusal(text))
                .hasSize(2)
                .startsWith(file + ":" + line)
                .last()
                .asString()
                .contains("compat: strict");
    }

    @Test
    void shouldIgnoreWhatNobodyKnowsWhenStrict() {
        // when
        Request.Start start = start("surprise: 1, streaming { compat: strict, stroe: file }");

        // then
        assertThat(start.remarks())
                .containsExactly(
                        file + ":1:1: unknown key \"surprise\" (ignored, as compat is strict)",
                        file
                                + ":1:42: unknown key \"stroe\"; did you mean \"store\"? (ignored,"
                                + " as compat is strict)");
        assertThat(start.options().store()).isEqualTo(StoreChoice.MEMORY);
    }

    /** They are of nats-server, and mean nothing here; nobody has mistyped them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no_sublist_cache: true",
                "logfile_max_num: 3",
                "ocsp: false",
                "store_dir: \"/js\"",
                "system: SYS"
            })
    void shouldStartWithWhatNatsServerKnows(String text) {
        assertThat(start(text).remarks()).singleElement().asString().contains(" has no effect: ");
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() {
        // given
        write(file, "a: {");

        // then
        assertThat(((Request.Refuse) read(folder.resolve("none.conf"))).lines())
                .containsExactly(
                        "open " + folder.resolve("none.conf") + ": no such file or directory");
        assertThat(((Request.Refuse) read(folder)).lines())
                .containsExactly("open " + folder + ": is a directory");
        assertThat(((Request.Refuse) read(file)).lines())
                .singleElement()
                .asString()
                .startsWith(file + ":1:5: Parse error on line 1: 'Unexpected EOF.");
    }

    @Test
    void shouldFailAsTheFlagsDoWhereNoServerCanRun() {
        // given
        write(file, "streaming { limits { mc: -1 } }");

        // then
        assertThat(read(file))
                .isInstanceOfSatisfying(
                        Request.Fail.class,
                        fail ->
                                assertThat(fail.failure())
                                        .isEqualTo(
                                                new Request.Failure.OfStreaming(
                                                        "max channels limit cannot be negative"
                                                                + " (-1)")));
    }

    private static UnaryOperator<Limits> channelLimits(ServerOptions options, String pattern) {
        return requireNonNull(options.channelLimits().get(pattern));
    }

    @Test
    void shouldTellWhichChannelsJetStreamClientsMayWriteTo() {
        // when
        Request.Start start =
                start(
                        """
                        streaming {
                          store: jetstream
                          ns: "nats://127.0.0.1:4222"
                          jetstream { native_writers: true }
                          store_limits { channels {
                            "audit.>": { native_writers: false }
                            "audit.free": { max_msgs: 5, native_writers: true }
                          } }
                        }
                        """);

        // then
        StoreChoice.JetStream store = (StoreChoice.JetStream) start.options().store();
        assertThat(store.options().nativeWriters())
                .accepts("orders", "audit", "audit.free")
                .rejects("audit.a", "audit.free.b");
    }

    @Test
    void shouldRefuseNativeWritersOfAnotherStore() {
        // when
        write(
                file,
                """
                streaming { store_limits { channels { orders: { native_writers: true } } } }
                """);

        // then
        assertThat(read(file).toString())
                .contains("channels: orders: native_writers needs store: jetstream");
    }

    @Test
    void shouldRefuseNativeWritersOfEncryptedChannels() {
        // when
        write(
                file,
                """
                streaming {
                  store: jetstream
                  ns: "nats://127.0.0.1:4222"
                  encrypt: true
                  encryption_key: "k"
                  jetstream { native_writers: true }
                }
                """);

        // then
        assertThat(read(file).toString())
                .contains("native_writers: not with encrypt: others write messages in the clear");
    }
}
