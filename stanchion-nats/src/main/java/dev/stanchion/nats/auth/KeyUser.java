package dev.stanchion.nats.auth;

import dev.stanchion.nats.permission.Permissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user that authenticates with a signature. Immutable.
 *
 * @param connectionTypes how the user may connect; empty means every way
 * @param attachment see {@link Identity}
 */
public record KeyUser(
        NKey key,
        Permissions permissions,
        Set<ConnectionType> connectionTypes,
        @Nullable Object attachment) {
    public KeyUser {
        connectionTypes = Set.copyOf(connectionTypes);
    }

    /** Returns a user that may do everything. */
    public static KeyUser of(NKey key) {
        return new KeyUser(key, Permissions.ALL, Set.of(), null);
    }

    boolean mayCome(ConnectionType type) {
        return connectionTypes.isEmpty() || connectionTypes.contains(type);
    }

    Identity identity() {
        return new Identity(key.text(), permissions, attachment);
    }
}
