package dev.stanchion.server.api.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    public static final AdminOptions DEFAULT = new Draft().toOptions();

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
        return with(draft -> draft.users = list);
    }

    public AdminOptions withReadOnly(boolean on) {
        return with(draft -> draft.readOnly = on);
    }

    public AdminOptions withAnonymousViewer(boolean allowed) {
        return with(draft -> draft.anonymousViewer = allowed);
    }

    /** Returns these options with a file for the audit. */
    public AdminOptions withAudit(Path file, boolean required) {
        return with(draft -> {
            draft.audit = Optional.of(file);
            draft.auditRequired = required;
        });
    }

    public AdminOptions withSession(Duration time) {
        return with(draft -> draft.session = time);
    }

    public AdminOptions withHosts(List<String> names) {
        return with(draft -> draft.hosts = names);
    }

    public AdminOptions withTokenDirectory(Path directory) {
        return with(draft -> draft.tokenDirectory = Optional.of(directory));
    }

    private AdminOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** The options before they are checked, with the defaults. */
    private static final class Draft {
        private List<AdminUser> users = List.of();
        private boolean readOnly;
        private boolean anonymousViewer = true;
        private Optional<Path> audit = Optional.empty();
        private boolean auditRequired;
        private Duration session = Duration.ofHours(8);
        private List<String> hosts = List.of();
        private Optional<Path> tokenDirectory = Optional.empty();

        Draft() {}

        Draft(AdminOptions from) {
            users = from.users;
            readOnly = from.readOnly;
            anonymousViewer = from.anonymousViewer;
            audit = from.audit;
            auditRequired = from.auditRequired;
            session = from.session;
            hosts = from.hosts;
            tokenDirectory = from.tokenDirectory;
        }

        AdminOptions toOptions() {
            return new AdminOptions(
                    users,
                    readOnly,
                    anonymousViewer,
                    audit,
                    auditRequired,
                    session,
                    hosts,
                    tokenDirectory);
        }
    }
}
