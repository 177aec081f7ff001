package dev.stanchion.server.config.keys;

import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.ConnectionType;
import dev.stanchion.nats.auth.KeyUser;
import dev.stanchion.nats.auth.NKey;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.nats.auth.User;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The map {@code authorization}: one user or token, or a list of users. Source: {@code
 * spec/operations.md} 2.8. Used once.
 */
final class AuthorizationKeys {
    private final Entry entry;
    private final StrictSection map;
    private final List<User> users = new ArrayList<>();
    private final List<KeyUser> keyUsers = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private AuthorizationKeys(Entry entry) {
        this.entry = entry;
        this.map = StrictSection.of(entry, Scope.AUTHORIZATION);
    }

    /**
     * Reads the map.
     *
     * @throws BadKeyException if something in it is not valid
     */
    static Authentication read(Entry entry) {
        return new AuthorizationKeys(entry).read();
    }

    private Authentication read() {
        String user = map.text(FileKey.AUTH_USER);
        String token = map.text(FileKey.AUTH_TOKEN);
        Entry list = map.find(FileKey.USERS);
        if (!user.isEmpty() && !token.isEmpty()) {
            throw new BadKeyException(entry, "Cannot have a user/pass and token");
        }
        if (!user.isEmpty() && list != null) {
            throw new BadKeyException(entry, "Can not have a single user/pass and a users array");
        }
        if (!token.isEmpty() && list != null) {
            throw new BadKeyException(entry, "Can not have a token and a users array");
        }
        requireUser(user, map.find(FileKey.AUTH_PASSWORD));
        if (list != null) {
            readUsers(list);
        }
        return new Authentication(
                users,
                keyUsers,
                "",
                Secret.of(token),
                user,
                Secret.of(map.text(FileKey.AUTH_PASSWORD)),
                timeout());
    }

    /** Requires a user beside a password. A password alone would let everybody connect. */
    private static void requireUser(String user, @Nullable Entry password) {
        if (user.isEmpty() && password != null) {
            throw new BadKeyException(
                    password, password.key() + ": it has no user (expected: a user beside it)");
        }
    }

    private Duration timeout() {
        Duration timeout = map.time(FileKey.AUTH_TIMEOUT);
        Entry given = map.find(FileKey.AUTH_TIMEOUT);
        if (given != null && (timeout.isNegative() || timeout.isZero())) {
            throw new BadKeyException(given, "timeout: not more than 0 (expected: seconds)");
        }
        return timeout;
    }

    private void readUsers(Entry list) {
        Entry defaults = map.find(FileKey.DEFAULT_PERMISSIONS);
        PermissionKeys standard =
                defaults == null ? PermissionKeys.ALL : PermissionKeys.read(defaults);
        if (!(list.value() instanceof Value.Items(List<Value> items))) {
            throw StrictSection.wrongKind(list, list.value(), "slice");
        }
        for (Value item : items) {
            readUser(list, StrictSection.of(list, item, Scope.USER), standard);
        }
        if (items.isEmpty()) {
            throw new BadKeyException(
                    list,
                    "users: the list is empty, so no client could connect (expected: a user)");
        }
    }

    private void readUser(Entry list, StrictSection user, PermissionKeys standard) {
        Entry own = user.find(FileKey.USER_PERMISSIONS);
        PermissionKeys permissions = own == null ? standard : PermissionKeys.read(own);
        Set<ConnectionType> types = connectionTypes(user.find(FileKey.CONNECTION_TYPES));
        Entry name = user.find(FileKey.USER_NAME);
        Entry key = user.find(FileKey.USER_NKEY);
        Entry password = user.find(FileKey.USER_PASSWORD);
        if (key != null && (name != null || password != null)) {
            throw new BadKeyException(key, "Nkey users do not take usernames or passwords");
        }
        if (key != null) {
            requireNew(key, StrictSection.text(key));
            keyUsers.add(
                    new KeyUser(nkey(key), permissions.nats(), types, permissions.streaming()));
        } else if (name != null && !StrictSection.text(name).isEmpty()) {
            requireNew(name, StrictSection.text(name));
            users.add(
                    new User(
                            StrictSection.text(name),
                            Secret.of(password == null ? "" : StrictSection.text(password)),
                            permissions.nats(),
                            types,
                            permissions.streaming()));
        } else {
            throw new BadKeyException(list, "User entry requires a user");
        }
    }

    private void requireNew(Entry place, String name) {
        if (!names.add(name)) {
            throw new BadKeyException(place, "Duplicate user " + Quoted.quote(name) + " detected");
        }
    }

    private static NKey nkey(Entry entry) {
        String text = StrictSection.text(entry);
        // If somebody confuses the seed with the public key, the seed must not get into a log.
        return NKey.parse(text)
                .orElseThrow(() ->
                        new BadKeyException(
                                entry,
                                text.startsWith("S")
                                        ? "nkey: this is a seed, which is secret (expected: the"
                                                + " public key, 56 characters that begin with U)"
                                        : "Not a valid public nkey for a user (expected: 56"
                                                + " characters that begin with U)"));
    }

    private static Set<ConnectionType> connectionTypes(@Nullable Entry entry) {
        Set<ConnectionType> types = new HashSet<>();
        if (entry != null) {
            for (String name : StrictSection.texts(entry)) {
                types.add(
                        ConnectionType.of(name)
                                .orElseThrow(() ->
                                        new BadKeyException(
                                                entry,
                                                "unknown connection type %s (expected: STANDARD,"
                                                                .formatted(Quoted.quote(name))
                                                        + " WEBSOCKET)")));
            }
        }
        return types;
    }
}
