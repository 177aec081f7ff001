package dev.stanchion.server.api.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The options of the API. Immutable.
 *
 * @param users who may log in; without users, whoever can read the start token is an admin
 * @param readOnly whether nobody may change anything
 * @param anonymousViewer whether callers without credentials are viewers
 * @param audit the file that gets one line for each change
 * @param auditRequired whether a change is refused if its line cannot be written
 * @param session how long a session lasts
 * @param hosts the names by which browsers may reach the server, besides its addresses
 * @param tokenDirectory where the start token is written, if there are no users
 */
public record AdminOptions(
        List<AdminUser> users,
        boolean readOnly,
        boolean anonymousViewer,
        Optional<Path> audit,
        boolean auditRequired,
        Duration session,
        List<String> hosts,
        Optional<Path> tokenDirectory) {
    /** No users and no token: anybody may look, and nobody may change anything. */
    public static final AdminOptions DEFAULT =
            new AdminOptions(
                    List.of(),
                    false,
                    true,
                    Optional.empty(),
                    false,
                    Duration.ofHours(8),
                    List.of(),
                    Optional.empty());

    public AdminOptions {
        users = List.copyOf(users);
        hosts = List.copyOf(hosts);
        if (session.isNegative() || session.isZero()) {
            throw new IllegalArgumentException(
                    "admin session: not more than 0 (expected: a duration)");
        }
        if (auditRequired && audit.isEmpty()) {
            throw new IllegalArgumentException(
                    "audit_required: there is no file (expected: audit: with a file)");
        }
        if (users.stream().map(AdminUser::name).distinct().count() != users.size()) {
            throw new IllegalArgumentException("admin users: the same name twice");
        }
    }

    public AdminOptions withUsers(List<AdminUser> list) {
        return new AdminOptions(
                list,
                readOnly,
                anonymousViewer,
                audit,
                auditRequired,
                session,
                hosts,
                tokenDirectory);
    }

    public AdminOptions withReadOnly(boolean on) {
        return new AdminOptions(
                users, on, anonymousViewer, audit, auditRequired, session, hosts, tokenDirectory);
    }

    public AdminOptions withAnonymousViewer(boolean allowed) {
        return new AdminOptions(
                users, readOnly, allowed, audit, auditRequired, session, hosts, tokenDirectory);
    }

    /** Returns these options with a file for the audit. */
    public AdminOptions withAudit(Path file, boolean required) {
        return new AdminOptions(
                users,
                readOnly,
                anonymousViewer,
                Optional.of(file),
                required,
                session,
                hosts,
                tokenDirectory);
    }

    public AdminOptions withSession(Duration time) {
        return new AdminOptions(
                users,
                readOnly,
                anonymousViewer,
                audit,
                auditRequired,
                time,
                hosts,
                tokenDirectory);
    }

    public AdminOptions withHosts(List<String> names) {
        return new AdminOptions(
                users,
                readOnly,
                anonymousViewer,
                audit,
                auditRequired,
                session,
                names,
                tokenDirectory);
    }

    public AdminOptions withTokenDirectory(Path directory) {
        return new AdminOptions(
                users,
                readOnly,
                anonymousViewer,
                audit,
                auditRequired,
                session,
                hosts,
                Optional.of(directory));
    }
}
