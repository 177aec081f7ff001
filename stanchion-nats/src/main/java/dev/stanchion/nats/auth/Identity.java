package dev.stanchion.nats.auth;

import dev.stanchion.nats.permission.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * The user of a connection. Immutable.
 *
 * @param name the user's name or public key; empty if clients do not authenticate
 * @param attachment what the embedding program has attached to the user; the server does not use it
 */
public record Identity(String name, Permissions permissions, @Nullable Object attachment) {
    /** The identity of every client if clients do not authenticate. */
    public static final Identity ANYONE = new Identity("", Permissions.ALL, null);
}
