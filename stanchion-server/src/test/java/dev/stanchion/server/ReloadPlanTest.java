package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.server.monitoring.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadPlanTest {
    private static ServerOptions.Builder builder() {
        return ServerOptions.builder().port(15110);
    }

    private static ReloadPlan plan(ServerOptions.Builder before, ServerOptions.Builder after) {
        return ReloadPlan.between(before.build(), after.build());
    }

    @Test
    void shouldTellWhatChanges() {
        // given
        NatsSecurity before =
                NatsSecurity.NONE.withAuthentication(
                        Authentication.NONE.withUsers(User.of("a", "p")));
        NatsSecurity after =
                NatsSecurity.NONE
                        .withAuthentication(Authentication.NONE.withToken("t0k3n"))
                        .withTls(TlsOptions.of(Path.of("c"), Path.of("k")));

        // when
        ReloadPlan plan = plan(builder().security(before), builder().security(after));

        // then
        assertThat(plan.changes())
                .containsExactly("authorization users", "authorization token", "tls = enabled");
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.unchanged()).isEmpty();
    }

    @Test
    void shouldTakeLimitsAndHowClientsReachTheServer() {
        // given
        NatsServerOptions limits =
                NatsServerOptions.defaults()
                        .withMaxConnections(7)
                        .withMaxControlLineBytes(512)
                        .withMaxPayloadBytes(2048)
                        .withMaxPendingBytes(4096)
                        .withMaxSubscriptions(3)
                        .withMaxSubjectTokens(4)
                        .withPingInterval(Duration.ofSeconds(90))
                        .withPingMax(5)
                        .withWriteDeadline(Duration.ofSeconds(3));
        ClientAccess access =
                ClientAccess.DEFAULT
                        .withAdvertise("a:1")
                        .withLameDuck(Duration.ofSeconds(40), Duration.ofSeconds(4));

        // when
        ReloadPlan plan = plan(builder(), builder().nats(limits).access(access));

        // then
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.changes())
                .containsExactly(
                        "max_connections = 7",
                        "max_control_line = 512",
                        "max_payload = 2048",
                        "max_pending = 4096",
                        "max_subscriptions = 3",
                        "max_sub_tokens = 4",
                        "ping_interval = 1m30s",
                        "ping_max = 5",
                        "write_deadline = 3s",
                        "client_advertise = a:1",
                        "lame_duck_duration = 40s",
                        "lame_duck_grace_period = 4s");
    }

    @Test
    void shouldRefuseWhatCannotChange() {
        assertThat(plan(builder(), builder().port(15112)).refusals())
                .containsExactly("config reload not supported for Port: old=15110, new=15112");
        assertThat(plan(builder().eventLoops(1), builder().eventLoops(2)).refusals())
                .containsExactly("config reload not supported for event_loops: old=1, new=2");
        assertThat(
                        plan(
                                        builder(),
                                        builder()
                                                .access(
                                                        ClientAccess.DEFAULT.withWebSockets(
                                                                WebSocketOptions.onPort(80))))
                                .refusals())
                .containsExactly("config reload not supported for websocket");
    }

    @Test
    void shouldCompareWhoMayMonitorWithoutAWordAboutThem() {
        assertThat(
                        plan(
                                        builder().monitoringAccess(Access.user("u", "0ld")),
                                        builder().monitoringAccess(Access.user("u", "n3w")))
                                .refusals())
                .containsExactly("config reload not supported for monitoring_user");
        assertThat(
                        plan(
                                        builder().monitoringAccess(Access.user("u", "p")),
                                        builder().monitoringAccess(Access.user("u", "p")))
                                .refusals())
                .isEmpty();
    }

    @Test
    void shouldSayWhatOfTheStreamingPartStays() {
        // given
        ServerOptions.Builder before =
                builder().channelLimits(Map.of("a", limits -> limits.withMaxMessages(3)));
        ServerOptions.Builder same =
                builder().channelLimits(Map.of("a", limits -> limits.withMaxMessages(3)));
        ServerOptions.Builder other =
                builder()
                        .channelLimits(Map.of("a", limits -> limits.withMaxMessages(4)))
                        .heartbeatInterval(Duration.ofSeconds(5));

        // then
        assertThat(plan(before, same).unchanged()).isEmpty();
        assertThat(plan(before, other).unchanged()).containsExactly("store_limits", "hb_interval");
        assertThat(plan(before, other).refusals()).isEmpty();
    }
}
