package dev.stanchion.nats.auth;

import dev.stanchion.nats.permission.Permissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user with a password. Immutable.
 *
 * @param connectionTypes how it may come; empty means every way
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

    /** A user who may do everything. */
    public static User of(String name, String password) {
        return new User(name, Secret.of(password), Permissions.ALL, Set.of(), null);
    }

    /** This user with other permissions. */
    public User withPermissions(Permissions changed) {
        return new User(name, password, changed, connectionTypes, attachment);
    }

    /** This user with the only ways to come. */
    public User withConnectionTypes(Set<ConnectionType> changed) {
        return new User(name, password, permissions, changed, attachment);
    }

    /** This user with something that its connections' messages carry. */
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
