package dev.stanchion.server.config.keys;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The map {@code admin}: who may use the API of the monitoring port for what. Pure. */
final class AdminKeys {
    private AdminKeys() {}

    /**
     * Reads the map.
     *
     * @throws BadKeyException if something in it is not valid
     */
    static AdminOptions read(Entry entry) {
        StrictSection map = StrictSection.of(entry, Scope.ADMIN);
        AdminOptions options =
                AdminOptions.DEFAULT.withReadOnly(map.truth(FileKey.ADMIN_READ_ONLY));
        Entry users = map.find(FileKey.ADMIN_USERS);
        Entry anonymous = map.find(FileKey.ADMIN_ANONYMOUS);
        Entry session = map.find(FileKey.ADMIN_SESSION);
        String audit = map.text(FileKey.ADMIN_AUDIT);
        boolean isRequired = map.truth(FileKey.ADMIN_AUDIT_REQUIRED);
        try {
            if (users != null) {
                options = options.withUsers(users(users));
            }
            if (anonymous != null) {
                options = options.withAnonymousViewer(isViewer(anonymous));
            }
            if (session != null) {
                options = options.withSession(session(session, map));
            }
            if (audit.isEmpty() && isRequired) {
                throw new BadKeyException(
                        entry, "audit_required: there is no file (expected: audit with a file)");
            }
            return (audit.isEmpty() ? options : options.withAudit(Path.of(audit), isRequired))
                    .withHosts(map.texts(FileKey.ADMIN_HOSTS));
        } catch (IllegalArgumentException e) {
            throw new BadKeyException(entry, String.valueOf(e.getMessage()));
        }
    }

    private static Duration session(Entry entry, StrictSection map) {
        Duration session = map.time(FileKey.ADMIN_SESSION);
        if (session.isNegative() || session.isZero()) {
            throw new BadKeyException(entry, "session: not more than 0 (expected: a duration)");
        }
        return session;
    }

    private static boolean isViewer(Entry entry) {
        return switch (StrictSection.text(entry)) {
            case "viewer" -> true;
            case "none" -> false;
            default ->
                    throw new BadKeyException(
                            entry,
                            "anonymous: %s (expected: viewer or none)"
                                    .formatted(Quoted.quote(StrictSection.text(entry))));
        };
    }

    private static List<AdminUser> users(Entry entry) {
        if (!(entry.value() instanceof Value.Items(List<Value> items))) {
            throw StrictSection.wrongKind(entry, entry.value(), "slice");
        }
        List<AdminUser> users = new ArrayList<>();
        for (Value item : items) {
            users.add(user(entry, StrictSection.of(entry, item, Scope.ADMIN_USER)));
        }
        return users;
    }

    private static AdminUser user(Entry list, StrictSection user) {
        Entry role = user.find(FileKey.ADMIN_USER_ROLE);
        if (role == null) {
            throw new BadKeyException(list, "a user without a role (expected: " + roles() + ")");
        }
        List<ChannelGlob> channels =
                user.texts(FileKey.ADMIN_USER_CHANNELS).stream().map(ChannelGlob::new).toList();
        return new AdminUser(
                user.text(FileKey.ADMIN_USER_NAME),
                Secret.of(user.text(FileKey.ADMIN_USER_PASSWORD)),
                role(role),
                channels);
    }

    private static Role role(Entry entry) {
        String text = StrictSection.text(entry);
        return Role.of(text)
                .orElseThrow(() ->
                        new BadKeyException(
                                entry,
                                "role: %s (expected: %s)".formatted(Quoted.quote(text), roles())));
    }

    private static String roles() {
        return Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", "));
    }
}
