package dev.stanchion.server;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.Tls;
import java.util.ArrayList;
import java.util.List;

/**
 * What a running server makes of options that it is given again. It takes another {@link
 * NatsSecurity}; the streaming part stays as it started, like in the Go server; and if anything
 * else of the NATS part differs, it takes nothing, so that nobody believes otherwise. Source:
 * {@code spec/operations.md} 6.3. Immutable.
 *
 * @param security to take
 * @param changes what differs in it, for the log
 * @param refusals what differs and cannot be taken, for the log
 */
public record ReloadPlan(NatsSecurity security, List<String> changes, List<String> refusals) {
    public ReloadPlan {
        changes = List.copyOf(changes);
        refusals = List.copyOf(refusals);
    }

    /** Compares options with those that the server has. */
    public static ReloadPlan between(ServerOptions before, ServerOptions after) {
        return new ReloadPlan(
                after.security(),
                changes(before.security(), after.security()),
                refusals(before, after));
    }

    private static List<String> changes(NatsSecurity before, NatsSecurity after) {
        Authentication old = before.authentication();
        Authentication now = after.authentication();
        List<String> changes = new ArrayList<>();
        addIf(!old.users().equals(now.users()), "authorization users", changes);
        addIf(!old.keyUsers().equals(now.keyUsers()), "authorization nkey users", changes);
        addIf(!old.user().equals(now.user()), "authorization username", changes);
        addIf(!old.password().equals(now.password()), "authorization password", changes);
        addIf(!old.token().equals(now.token()), "authorization token", changes);
        addIf(!old.noAuthUser().equals(now.noAuthUser()), "no_auth_user", changes);
        addIf(!old.timeout().equals(now.timeout()), "authorization timeout", changes);
        // The files may have changed, whatever the options say.
        boolean encrypted = !after.tls().equals(Tls.OFF);
        addIf(encrypted, "tls = enabled", changes);
        addIf(!encrypted && !before.tls().equals(after.tls()), "tls = disabled", changes);
        return changes;
    }

    private static void addIf(boolean differs, String what, List<String> changes) {
        if (differs) {
            changes.add(what);
        }
    }

    private static List<String> refusals(ServerOptions before, ServerOptions after) {
        List<String> refusals = new ArrayList<>();
        compare("Host", before.host(), after.host(), refusals);
        compare("Port", before.port(), after.port(), refusals);
        compare("HTTPHost", before.monitoringHost(), after.monitoringHost(), refusals);
        compare("HTTPPort", before.monitoringPort(), after.monitoringPort(), refusals);
        compare("HTTPS", before.monitoringTls(), after.monitoringTls(), refusals);
        compare("ServerName", before.serverName(), after.serverName(), refusals);
        compare("limits", before.nats(), after.nats(), refusals);
        return refusals;
    }

    private static void compare(String name, Object before, Object after, List<String> refusals) {
        if (!before.equals(after)) {
            refusals.add(
                    "config reload not supported for %s: old=%s, new=%s"
                            .formatted(name, before, after));
        }
    }
}
