package dev.stanchion.server.api.access;

import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * Who calls. Immutable.
 *
 * @param user the name for the audit; empty if the caller has not logged in
 * @param role empty if the caller may see nothing
 * @param channels the patterns of the channels that the caller sees; empty means all
 */
public record Caller(String user, Optional<Role> role, List<ChannelGlob> channels) {
    /** Who has the start token. */
    public static final Caller HOLDER_OF_TOKEN =
            new Caller("admin-token", Optional.of(Role.ADMIN), List.of());

    /** Who has no credentials, and may look. */
    static final Caller ANONYMOUS_VIEWER = new Caller("", Optional.of(Role.VIEWER), List.of());

    /** Who has no credentials, and may see nothing. */
    static final Caller NOBODY = new Caller("", Optional.empty(), List.of());

    /** Who could not be found out. */
    public static final Caller UNKNOWN = NOBODY;

    public Caller {
        channels = List.copyOf(channels);
    }

    static Caller of(AdminUser user) {
        return new Caller(user.name(), Optional.of(user.role()), user.channels());
    }

    public boolean isLoggedIn() {
        return !user.isEmpty();
    }

    /** Returns whether the caller sees only some channels. */
    public boolean isLimited() {
        return !channels.isEmpty();
    }

    /** Returns whether the caller sees a channel. */
    public boolean sees(String channel) {
        return channels.isEmpty() || channels.stream().anyMatch(glob -> glob.matches(channel));
    }

    /**
     * Requires a role.
     *
     * @throws ProblemException if the caller does not have it
     */
    public void require(Role needed) {
        if (role.isPresent() && role.get().includes(needed)) {
            return;
        }
        if (!isLoggedIn()) {
            throw new ProblemException(
                    Problem.of(
                                    Code.NOT_LOGGED_IN,
                                    "this needs the role %s, and you are not logged in"
                                            .formatted(needed.text()))
                            .withRemedy(
                                    "send a user and password (Basic), or the token of the file"
                                            + " admin-token-<port> in the server's state directory"
                                            + " (Bearer)")
                            .withHeader("WWW-Authenticate", "Bearer realm=\"stanchion\""));
        }
        throw new ProblemException(
                Problem.of(
                                Code.ROLE_NEEDED,
                                "this needs the role %s; %s has the role %s"
                                        .formatted(
                                                needed.text(),
                                                user,
                                                role.map(Role::text).orElse("none")))
                        .withRemedy("ask an administrator for the role"));
    }

    /**
     * Requires that the caller sees a channel.
     *
     * @throws ProblemException otherwise
     */
    public void requireChannel(String channel) {
        if (!sees(channel)) {
            throw new ProblemException(
                    Problem.of(
                                    Code.ROLE_NEEDED,
                                    "%s may see other channels only: %s"
                                            .formatted(
                                                    user,
                                                    String.join(
                                                            ", ",
                                                            channels.stream()
                                                                    .map(ChannelGlob::toString)
                                                                    .toList())))
                            .withRemedy("ask an administrator for the channel"));
        }
    }

    /**
     * Requires that the caller sees all channels.
     *
     * @throws ProblemException otherwise
     */
    public void requireAllChannels() {
        if (isLimited()) {
            throw new ProblemException(
                    Problem.of(
                            Code.ROLE_NEEDED,
                            "this concerns all channels, and %s may see some only"
                                    .formatted(user)));
        }
    }
}
