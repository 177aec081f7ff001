package dev.stanchion.store.jetstream.api;

import java.util.Set;

/**
 * Why a request to the cluster failed. Immutable.
 *
 * @param code the server's error code; 0 unless the kind is {@link Kind#REFUSED}
 * @param text for people
 */
public record ApiFailure(Kind kind, int code, String text) {
    public static final int STREAM_NOT_FOUND = 10059;
    public static final int STREAM_EXISTS = 10058;
    public static final int NO_MESSAGE = 10037;
    public static final int NOT_ENABLED = 10076;
    public static final int NOT_ENABLED_FOR_ACCOUNT = 10039;

    public static final int WRONG_LAST_SEQUENCE = 10071;
    public static final int NO_REPLICAS = 10074;

    /** A stream, or the whole of JetStream, has no leader at the moment. */
    public static final int NO_LEADER = 10008;

    /** There is no room: in the account, on the server, or in the stream. */
    private static final Set<Integer> FULL = Set.of(10002, 10023, 10028, 10047, 10077);

    private static final String PERMISSION = "Permissions Violation for Publish";

    /** Tells whether a complaint of the server says that this user may not publish there. */
    public static boolean isForbidden(String complaint, String subject) {
        return complaint.contains(PERMISSION) && complaint.contains("\"" + subject + "\"");
    }

    /** The way in which a request fails. */
    public enum Kind {
        /** Nobody listens: no JetStream, or a stream without a leader. */
        NOBODY,
        /** No answer came in time, or the connection was lost. */
        SILENCE,
        /** The server does not let this user publish there. */
        FORBIDDEN,
        /** The server has answered with an error. */
        REFUSED
    }

    /** Tells whether the same request may succeed soon. */
    public boolean isTemporary() {
        return switch (kind) {
            case NOBODY, SILENCE -> true;
            case FORBIDDEN -> false;
            case REFUSED -> code == NO_LEADER;
        };
    }

    /** Tells whether the server has answered with this error. */
    public boolean is(int errorCode) {
        return kind == Kind.REFUSED && code == errorCode;
    }

    /** Tells whether the server has no room. */
    public boolean isFull() {
        return kind == Kind.REFUSED && isFull(code);
    }

    /** Tells whether an error code means that there is no room. */
    public static boolean isFull(int code) {
        return FULL.contains(code);
    }

    /** Reads the error of an answer. */
    public static ApiFailure refused(JsonObject error) {
        return new ApiFailure(
                Kind.REFUSED, (int) error.number("err_code"), error.text("description"));
    }
}
