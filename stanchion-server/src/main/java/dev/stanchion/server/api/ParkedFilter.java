package dev.stanchion.server.api;

import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which parked messages of a channel are meant. Immutable.
 *
 * @param position the kind and the name of a position, as notes have it; empty for every position
 * @param reason what the reason contains; empty for every reason
 */
record ParkedFilter(String position, String reason) {
    private static final String GROUP = "group:";
    private static final String CLIENT = "client:";
    private static final int MAX_TEXT = 1000;

    /** The names of the parts, in a query or in a body. */
    static final Set<String> PARAMETERS = Set.of("group", "durable", "client", "reason");

    /** Takes the members {@code group}, {@code durable}, {@code client} and {@code reason}. */
    static ParkedFilter read(JsonBody body) {
        return read(body::text, "/");
    }

    /** Takes the same from a query. */
    static ParkedFilter read(Query query) {
        return read(query::text, "?");
    }

    private static ParkedFilter read(Function<String, Optional<String>> texts, String pointer) {
        @Nullable String position = null;
        for (String kind : new String[] {"group", "durable", "client"}) {
            Optional<String> name = texts.apply(kind);
            if (name.isPresent() && position != null) {
                throw wrong(pointer + kind, "one of group, durable and client");
            }
            if (name.isPresent() && (name.get().isEmpty() || name.get().length() > MAX_TEXT)) {
                throw wrong(pointer + kind, "a name of at most 1000 characters");
            }
            position = name.map(text -> kind + ":" + text).orElse(position);
        }
        String reason = texts.apply("reason").orElse("");
        if (reason.length() > MAX_TEXT) {
            throw wrong(pointer + "reason", "at most 1000 characters");
        }
        return new ParkedFilter(position == null ? "" : position, reason);
    }

    private static ProblemException wrong(String pointer, String expected) {
        return new ProblemException(Problem.invalid(pointer, "expected: " + expected));
    }

    /** Returns whether all messages fit. */
    boolean isEmpty() {
        return position.isEmpty() && reason.isEmpty();
    }

    boolean fits(ParkedMessage message) {
        ParkedNote note = message.note();
        return fitsPosition(note.position()) && note.reason().contains(reason);
    }

    /**
     * A durable group may be called by the part of its name behind the colon. A client means all
     * its subscriptions, whose numbers are behind a slash that no client ID has.
     */
    private boolean fitsPosition(String other) {
        return position.isEmpty()
                || other.equals(position)
                || (position.startsWith(CLIENT) && other.startsWith(position + "/"))
                || (position.startsWith(GROUP)
                        && other.startsWith(GROUP)
                        && other.endsWith(":" + position.substring(GROUP.length())));
    }

    /** Returns whose messages are meant, for a sentence. */
    String text() {
        return position.isEmpty() ? "every position" : position;
    }
}
