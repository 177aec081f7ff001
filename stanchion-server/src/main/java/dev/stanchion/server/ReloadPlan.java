package dev.stanchion.server;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a running server does with new options. It takes the changes of the NATS part, if all of
 * them are possible; if one is not possible, it takes none. The streaming part stays as it started,
 * as in the Go server, except for policies; the plan lists what differs there. Source: {@code
 * spec/operations.md} 6.3. Immutable.
 */
public final class ReloadPlan {
    private final ServerOptions before;
    private final ServerOptions after;
    private final List<String> changes = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> unchanged = new ArrayList<>();

    private ReloadPlan(ServerOptions before, ServerOptions after) {
        this.before = before;
        this.after = after;
    }

    /** Compares options with those that the server has. */
    public static ReloadPlan between(ServerOptions before, ServerOptions after) {
        ReloadPlan plan = new ReloadPlan(before, after);
        plan.compareSecurity(before.security(), after.security());
        plan.compareLimits(before.nats(), after.nats());
        plan.compareAccess(before.access(), after.access());
        plan.change("policies", before.policies(), after.policies());
        plan.findRefusals();
        plan.findUnchanged();
        return plan;
    }

    /** Returns the changes that the server takes, one line each, for the log. */
    public List<String> changes() {
        return List.copyOf(changes);
    }

    /** Returns the changes that are not possible, one line each, for the log. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Returns which options of the streaming part differ and stay as they were. */
    public List<String> unchanged() {
        return List.copyOf(unchanged);
    }

    private void compareSecurity(NatsSecurity old, NatsSecurity now) {
        compareUsers(old.authentication(), now.authentication());
        // The files may have changed, even if the options are the same.
        boolean encrypted = !(now.tls() instanceof Tls.Off);
        changeIf(encrypted, "tls = enabled");
        changeIf(!encrypted && !old.tls().equals(now.tls()), "tls = disabled");
    }

    private void compareUsers(Authentication old, Authentication now) {
        changeIf(!old.users().equals(now.users()), "authorization users");
        changeIf(!old.keyUsers().equals(now.keyUsers()), "authorization nkey users");
        changeIf(!old.user().equals(now.user()), "authorization username");
        changeIf(!old.password().equals(now.password()), "authorization password");
        changeIf(!old.token().equals(now.token()), "authorization token");
        changeIf(!old.noAuthUser().equals(now.noAuthUser()), "no_auth_user");
        changeIf(!old.timeout().equals(now.timeout()), "authorization timeout");
    }

    private void compareLimits(NatsServerOptions old, NatsServerOptions now) {
        change("max_connections", old.maxConnections(), now.maxConnections());
        change("max_control_line", old.maxControlLineBytes(), now.maxControlLineBytes());
        change("max_payload", old.maxPayloadBytes(), now.maxPayloadBytes());
        change("max_pending", old.maxPendingBytes(), now.maxPendingBytes());
        change("max_subscriptions", old.maxSubscriptions(), now.maxSubscriptions());
        change("max_sub_tokens", old.maxSubjectTokens(), now.maxSubjectTokens());
        change(
                "ping_interval",
                GoText.duration(old.pingInterval()),
                GoText.duration(now.pingInterval()));
        change("ping_max", old.pingMax(), now.pingMax());
        change(
                "write_deadline",
                GoText.duration(old.writeDeadline()),
                GoText.duration(now.writeDeadline()));
        change("max_traced_msg_len", old.maxTracedBytes(), now.maxTracedBytes());
    }

    private void compareAccess(ClientAccess old, ClientAccess now) {
        change("client_advertise", old.advertise(), now.advertise());
        change(
                "lame_duck_duration",
                GoText.duration(old.lameDuckDuration()),
                GoText.duration(now.lameDuckDuration()));
        change(
                "lame_duck_grace_period",
                GoText.duration(old.lameDuckGrace()),
                GoText.duration(now.lameDuckGrace()));
    }

    private void change(String option, Object old, Object now) {
        changeIf(!old.equals(now), option + " = " + now);
    }

    private void changeIf(boolean differs, String what) {
        if (differs) {
            changes.add(what);
        }
    }

    private void findRefusals() {
        refuse("Host", ServerOptions::host);
        refuse("Port", ServerOptions::port);
        refuse("HTTPHost", ServerOptions::monitoringHost);
        refuse("HTTPPort", ServerOptions::monitoringPort);
        refuse("HTTPS", ServerOptions::monitoringTls);
        refuse("HTTPBasePath", ServerOptions::httpBasePath);
        refuse("ServerName", ServerOptions::serverName);
        refuse("event_loops", ServerOptions::eventLoops);
        refuseWithoutValues("monitoring_user", ServerOptions::monitoringAccess);
        refuseWithoutValues("admin", ServerOptions::admin);
        refuseWithoutValues("websocket", options -> options.access().webSockets());
    }

    private void refuse(String option, Function<ServerOptions, Object> value) {
        Object old = value.apply(before);
        Object now = value.apply(after);
        if (!old.equals(now)) {
            refusals.add(
                    "config reload not supported for %s: old=%s, new=%s"
                            .formatted(option, old, now));
        }
    }

    /** Refuses a change without its values, which are secret or too long for a line. */
    private void refuseWithoutValues(String option, Function<ServerOptions, Object> value) {
        if (!value.apply(before).equals(value.apply(after))) {
            refusals.add("config reload not supported for " + option);
        }
    }

    private void findUnchanged() {
        keep("cluster_id", ServerOptions::clusterId);
        keep("discover_prefix", ServerOptions::discoverPrefix);
        keep("store, or its options", ServerOptions::store);
        keep("store_limits", options -> LimitsReport.lines(options.limitsTable()));
        keep("hb_interval", ServerOptions::heartbeatInterval);
        keep("hb_timeout", ServerOptions::heartbeatTimeout);
        keep("hb_fail_count", ServerOptions::heartbeatFailCount);
        keep("replace_durable", ServerOptions::replaceDurable);
        keep("duplicate_clients", ServerOptions::duplicatePolicies);
        keep("findings", ServerOptions::findings);
        keep("compat", ServerOptions::compatibility);
        keep("nats_server, or its credentials", ServerOptions::externalNats);
    }

    private void keep(String option, Function<ServerOptions, Object> value) {
        if (!value.apply(before).equals(value.apply(after))) {
            unchanged.add(option);
        }
    }
}
