package dev.stanchion.server.api.access;

import dev.stanchion.server.http.Call;
import java.util.Optional;

/**
 * The cookie of a session. Scripts cannot read it, and browsers send it only with requests of the
 * server's own pages. On HTTPS its name also makes browsers refuse one that another host has set.
 */
public final class SessionCookie {
    private static final String NAME = "stanchion_session";

    private SessionCookie() {}

    private static String name(Call call) {
        return call.peer().isEncrypted() ? "__Host-" + NAME : NAME;
    }

    /** Returns the value of the header that sets the cookie. */
    public static String set(Call call, String secret, long maxAgeSeconds) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(
                        name(call),
                        secret,
                        maxAgeSeconds,
                        call.peer().isEncrypted() ? "; Secure" : "");
    }

    /** Returns the value of the header that removes the cookie. */
    public static String remove(Call call) {
        return set(call, "", 0);
    }

    /** Finds the secret in a call. */
    public static Optional<String> find(Call call) {
        String wanted = name(call) + "=";
        for (String header : call.headers("Cookie")) {
            for (String cookie : header.split(";", -1)) {
                String text = cookie.strip();
                if (text.startsWith(wanted)) {
                    return Optional.of(text.substring(wanted.length()));
                }
            }
        }
        return Optional.empty();
    }
}
