package dev.stanchion.server.api;

import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which parked messages of a channel are meant. Immutable.
 *
 * @param position the kind and the name of a position, as notes have it; empty for every position
 * @param reason what the reason contains; empty for every reason
 */
record ParkedFilter(String position, String reason) {
    private static final String GROUP = "group:";
    private static final int MAX_TEXT = 1000;

    /** Takes the members {@code group}, {@code durable}, {@code client} and {@code reason}. */
    static ParkedFilter read(JsonBody body) {
        @Nullable String position = null;
        for (String kind : new String[] {"group", "durable", "client"}) {
            Optional<String> name = body.text(kind);
            if (name.isPresent() && position != null) {
                throw new ProblemException(
                        Problem.invalid("/" + kind, "expected: one of group, durable and client"));
            }
            if (name.isPresent() && (name.get().isEmpty() || name.get().length() > MAX_TEXT)) {
                throw body.wrong(kind, "a name of at most 1000 characters");
            }
            position = name.map(text -> kind + ":" + text).orElse(position);
        }
        String reason = body.text("reason").orElse("");
        if (reason.length() > MAX_TEXT) {
            throw body.wrong("reason", "at most 1000 characters");
        }
        return new ParkedFilter(position == null ? "" : position, reason);
    }

    boolean fits(ParkedMessage message) {
        ParkedNote note = message.note();
        return fitsPosition(note.position()) && note.reason().contains(reason);
    }

    /** A durable group may be called by the part of its name behind the colon. */
    private boolean fitsPosition(String other) {
        return position.isEmpty()
                || other.equals(position)
                || (position.startsWith(GROUP)
                        && other.startsWith(GROUP)
                        && other.endsWith(":" + position.substring(GROUP.length())));
    }

    /** Returns whose messages are meant, for a sentence. */
    String text() {
        return position.isEmpty() ? "every position" : position;
    }
}
