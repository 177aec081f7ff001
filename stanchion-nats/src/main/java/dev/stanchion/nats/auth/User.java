package dev.stanchion.nats.auth;

import dev.stanchion.nats.permission.Permissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user with a password. Immutable.
 *
 * @param connectionTypes how the user may connect; empty means every way
 * @param attachment see {@link Identity}
 */
public record User(
        String name,
        Secret password,
        Permissions permissions,
        Set<ConnectionType> connectionTypes,
        @Nullable Object attachment) {
    public User {
        connectionTypes = Set.copyOf(connectionTypes);
    }

    /** Returns a user that may do everything. */
    public static User of(String name, String password) {
        return new User(name, Secret.of(password), Permissions.ALL, Set.of(), null);
    }

    /** Returns this user with other permissions. */
    public User withPermissions(Permissions changed) {
        return new User(name, password, changed, connectionTypes, attachment);
    }

    /** Returns this user with other {@link #connectionTypes}. */
    public User withConnectionTypes(Set<ConnectionType> changed) {
        return new User(name, password, permissions, changed, attachment);
    }

    /** Returns this user with another {@link #attachment}. */
    public User withAttachment(@Nullable Object changed) {
        return new User(name, password, permissions, connectionTypes, changed);
    }

    boolean mayCome(ConnectionType type) {
        return connectionTypes.isEmpty() || connectionTypes.contains(type);
    }

    Identity identity() {
        return new Identity(name, permissions, attachment);
    }
}
