package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says who asks, and what they may. Immutable.
 *
 * @param user null if there is none
 * @param channels the patterns of the channels that the user sees; null means all
 * @param readOnly whether the server changes nothing
 */
public record Session(
        boolean loggedIn,
        @Nullable String user,
        String role,
        List<String> channels,
        boolean readOnly) {
    public Session {
        channels = List.copyOf(channels);
    }
}
