package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.ReloadPlan;
import dev.stanchion.server.api.Setting;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.log.LogChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveSettingsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("XDG_STATE_HOME", "/state");

    @TempDir private Path directory;

    private static Request.Start start(List<String> arguments) {
        Request request =
                ServerCommandLine.read(arguments, Dialect.STANCHION_SERVER, ENVIRONMENT, "2.10.29");
        assertThat(request).isInstanceOf(Request.Start.class);
        return (Request.Start) request;
    }

    private Request.Start start(String file, String... more) throws IOException {
        Path path = Files.writeString(directory.resolve("a.conf"), file);
        List<String> arguments = new ArrayList<>(List.of("-c", path.toString()));
        arguments.addAll(List.of(more));
        return start(arguments);
    }

    private static Setting named(String name, Request.Start start) {
        return start.settings().list().stream()
                .filter(each -> each.key().equals(name) || each.flag().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + start.settings().list()));
    }

    @Test
    void shouldNameThePlaceOfEachSetting() throws IOException {
        // when
        Request.Start start =
                start("max_payload: 2MB\nstreaming { hbi: 7s, limits { mm: 5 } }", "-mm", "9");

        // then
        String file = directory.resolve("a.conf").toString();
        assertThat(start.settings().list())
                .contains(
                        new Setting("max_payload", "", "2097152", "1048576", file + ":1:1", false),
                        new Setting(
                                "streaming.hb_interval",
                                "--heartbeat-interval",
                                "7s",
                                "30s",
                                file + ":2:13",
                                true),
                        new Setting(
                                "streaming.limits.max_msgs",
                                "--max-messages",
                                "9",
                                "1000000",
                                Setting.COMMAND_LINE,
                                true),
                        new Setting(
                                "streaming.hb_timeout",
                                "--heartbeat-timeout",
                                "10s",
                                "10s",
                                "",
                                true));
    }

    @Test
    void shouldShowNoSecret() throws IOException {
        // when
        Request.Start alone =
                start(
                        """
                        authorization { user: ann, password: "s3cret" }
                        monitoring_user: ops
                        monitoring_password: "s3cret"
                        admin { users: [ { user: root, password: "s3cret", role: admin } ] }
                        """);
        Request.Start elsewhere =
                start(
                        """
                        streaming {
                          store: sql
                          sql { driver: postgres, source: "user=ann password=s3cret host=db dbname=d" }
                          ns: "nats://bob:s3cret@n1:4222,nats://n2:4222"
                          password: "s3cret"
                        }
                        """);

        // then
        assertThat(alone.settings().list().toString()).doesNotContain("s3cret");
        assertThat(named("authorization", alone).value()).isEqualTo("(hidden)");
        assertThat(named("monitoring_password", alone).value()).isEqualTo("(hidden)");
        assertThat(named("admin", alone).needsRestart()).isTrue();
        assertThat(elsewhere.settings().list().toString()).doesNotContain("s3cret", "bob");
        assertThat(named("streaming.sql.source", elsewhere).value()).isEqualTo("(hidden)");
        assertThat(named("streaming.nats_server", elsewhere).value())
                .contains("n1:4222", "n2:4222");
    }

    @Test
    void shouldListWhatThisServerUsesOnly() {
        // when
        Request.Start start =
                start(List.of("-store", "file", "-dir", "d", "-DV", "-io_batch_size=9"));

        // then
        assertThat(start.settings().list())
                .extracting(Setting::flag)
                .contains("--sync", "--DV")
                .doesNotContain(
                        "--sql-source", "--js-replicas", "--io-batch-size", "--help", "--SDV");
        assertThat(start.settings().list())
                .extracting(Setting::key)
                .doesNotContain("streaming.credentials", "streaming.partitioning");
    }

    /** What the list says about a flag is what {@link ReloadPlan} does with it. */
    @ParameterizedTest
    @CsvSource({
        "cluster_id, MAX_CHANNELS, streaming { limits { max_channels: 7 } }",
        "hb_interval, HB_INTERVAL, streaming { hbi: 7s }",
        "hb_timeout, HB_TIMEOUT, streaming { hbt: 7s }",
        "debug of the streaming part, STAN_DEBUG, streaming { sd: true }",
        "port, PORT, port: 4300",
        "name, NAME, server_name: other",
        "loops, EVENT_LOOPS, event_loops: 2",
        "http path, HTTP_BASE_PATH, http_base_path: /nats",
        "monitoring, MONITORING_USER, 'monitoring_user: a, monitoring_password: b'",
        "advertise, CLIENT_ADVERTISE, 'client_advertise: \"h:1\"'",
        "traced, MAX_TRACED_MSG_LEN, max_traced_msg_len: 7",
        "log file, LOG, log_file: /tmp/a.log",
        "log time, LOGTIME, logtime: false",
        "log format, LOG_FORMAT, log_format: json",
        "log levels, LOG_LEVELS, log_levels: store=debug",
        "debug, DEBUG, debug: true",
        "trace, TRACE, trace: true",
        "syslog, REMOTE_SYSLOG, 'remote_syslog: \"udp://127.0.0.1:514\"'",
        "connections, MAX_CONNECTIONS, max_connections: 7",
        "subscriptions, MAX_SUBS_OF_CONNECTION, max_subscriptions: 7",
        "tokens, MAX_SUB_TOKENS, max_sub_tokens: 7",
        "payload, MAX_PAYLOAD, max_payload: 7000",
        "pending, MAX_PENDING, max_pending: 7000000",
        "control line, MAX_CONTROL_LINE, max_control_line: 7000",
        "pings, PING_INTERVAL, ping_interval: 7s",
        "pings out, PING_MAX, ping_max: 7",
        "deadline, WRITE_DEADLINE, write_deadline: 7s",
        "lame duck, LAME_DUCK_DURATION, lame_duck_duration: 77s",
        "grace, LAME_DUCK_GRACE_PERIOD, lame_duck_grace_period: 7s",
        "web sockets, WEBSOCKET_PORT, 'websocket { port: 4300, no_tls: true }'",
        "users, USER, 'authorization { user: a, password: b }'",
        "policies, POLICY, 'streaming { policies { \"a\" { max_deliveries: 3 } } }'",
        "duplicates, DUPLICATE_CLIENTS, 'streaming { duplicate_clients: \"*=replace\" }'",
        "findings, FINDINGS, 'streaming { findings: \"off\" }'",
    })
    void shouldSayWhatAReloadTakes(String what, Flag flag, String file) throws IOException {
        // when
        Request.Start before = start("debug: false");
        Request.Start after = start(file);
        List<String> taken = new ArrayList<>(LogChanges.between(before.log(), after.log()));
        taken.addAll(ReloadPlan.between(before.options(), after.options()).changes());

        // then
        assertThat(EffectiveSettings.isReloaded(flag)).as(what).isEqualTo(!taken.isEmpty());
    }
}
