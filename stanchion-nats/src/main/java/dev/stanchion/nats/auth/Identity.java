package dev.stanchion.nats.auth;

import dev.stanchion.nats.permission.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection has turned out to be. Immutable.
 *
 * @param name of the user, or its public key; empty if nobody had to say who they are
 * @param attachment what the program that embeds the server has attached to the user; the server
 *     does not look at it
 */
public record Identity(String name, Permissions permissions, @Nullable Object attachment) {
    /** Whoever comes in where nobody is asked. */
    public static final Identity ANYONE = new Identity("", Permissions.ALL, null);
}
