package dev.stanchion.server.api.access;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import java.util.List;

/**
 * A user of the API. Immutable.
 *
 * @param password in clear text or as a bcrypt hash
 * @param channels the patterns of the channels that the user sees; empty means all
 */
public record AdminUser(String name, Secret password, Role role, List<ChannelGlob> channels) {
    public AdminUser {
        channels = List.copyOf(channels);
        if (name.isEmpty() || name.contains(":")) {
            throw new IllegalArgumentException(
                    "admin user: \"" + name + "\" (expected: a name without a colon)");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "admin user \"" + name + "\": no password (expected: a password)");
        }
    }
}
