package dev.stanchion.server.http;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of problems, each with the status of its answer. Programs recognise a problem by its
 * code, so a code never changes.
 */
public enum Code {
    NOT_LOGGED_IN(
            "not-logged-in",
            401,
            "Not logged in",
            "The request needs a role that an anonymous caller does not have, or its credentials"
                    + " are wrong. Send a user and a password (Basic), the token of the file"
                    + " admin-token-<port> in the server's state directory (Bearer), or log in at"
                    + " /api/v1/session."),
    ROLE_NEEDED(
            "role-needed",
            403,
            "Your role is not enough",
            "You are logged in, but your role does not include this. The detail names the role that"
                    + " does, or the channels that your user is limited to."),
    CROSS_SITE(
            "cross-site",
            403,
            "The request comes from another site",
            "The server answers only what its own pages and programs ask. A change needs"
                    + " Content-Type: application/json. The Host header must be an address of the"
                    + " server, localhost, or a name of admin { hosts: [...] }."),
    READ_ONLY(
            "read-only",
            403,
            "The server is read-only",
            "Changes through the API are switched off, for every role."),
    NO_SUCH_PATH("no-such-path", 404, "No such path", "The API does not have this path."),
    NO_SUCH_CHANNEL(
            "no-such-channel",
            404,
            "No such channel",
            "No channel has this name. Names are case-sensitive and percent-encoded once; similar"
                    + " names are in \"near\"."),
    NO_SUCH_POSITION(
            "no-such-position",
            404,
            "No such group, durable or subscription",
            "The channel has no queue group, durable or subscription with this name."),
    NO_SUCH_CLIENT(
            "no-such-client", 404, "No such client", "No client with this ID is registered."),
    NO_SUCH_MESSAGE(
            "no-such-message",
            404,
            "No such message",
            "The channel does not have a message with this sequence; it may have been removed by a"
                    + " limit or a purge."),
    NO_SUCH_FINDING(
            "no-such-finding",
            404,
            "No such finding",
            "No finding has this ID now; it may have ended."),
    NO_SUCH_JOB(
            "no-such-job",
            404,
            "No such job",
            "You have no job of this ID. A job is gone an hour after its end, and when the server"
                    + " stops."),
    NO_SUCH_SESSION(
            "no-such-session",
            404,
            "No such session",
            "No session has this ID; it may have ended."),
    METHOD_NOT_ALLOWED(
            "method-not-allowed",
            405,
            "The path does not have this method",
            "The header Allow lists the methods of the path."),
    CHANNEL_IN_USE(
            "channel-in-use",
            409,
            "The channel is in use",
            "Clients are subscribed, and the protocol cannot tell them that their subscriptions"
                    + " end."),
    CONFLICT(
            "conflict",
            409,
            "The change is not possible in this state",
            "The detail says what is in the way."),
    STATE_CHANGED(
            "state-changed",
            412,
            "The state has changed since the plan",
            "The change would not do any more what its plan said. Nothing was changed. The answer"
                    + " contains the new plan."),
    TOO_LARGE("too-large", 413, "The body is too large", "A request may have a body of 1 MiB."),
    WRONG_MEDIA_TYPE(
            "wrong-media-type",
            415,
            "The body is not JSON",
            "A request with a body needs Content-Type: application/json."),
    INVALID(
            "invalid",
            422,
            "The request is not valid",
            "The errors name each field or parameter and what is expected there."),
    CONFIRMATION_NEEDED(
            "confirmation-needed",
            428,
            "The change needs a plan",
            "Ask with dry_run=true first, and send the plan's state in If-Match."),
    TOO_MANY(
            "too-many",
            429,
            "Too many tries or streams",
            "Too many log-ins failed from this address, or too many streams are open. The header"
                    + " Retry-After says when the next try is possible."),
    INTERNAL(
            "internal",
            500,
            "A bug in the server",
            "The server's log has the reason under the request ID."),
    RECOVERING(
            "recovering",
            503,
            "The server is not ready",
            "The server recovers its state, is a standby, or stops. /readyz says when it is"
                    + " ready."),
    STORE_FAILED("store-failed", 503, "The store failed", "The detail has the store's error."),
    BUSY("busy", 503, "The server is busy", "Try again.");

    private final String text;
    private final int status;
    private final String title;
    private final String explanation;

    Code(String text, int status, String title, String explanation) {
        this.text = text;
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    /** Returns the code as programs see it. */
    public String text() {
        return text;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Returns what the page about this kind of problem says. */
    public String explanation() {
        return explanation;
    }

    /** Finds a code by its text. */
    public static Optional<Code> of(String text) {
        return Arrays.stream(values()).filter(code -> code.text.equals(text)).findFirst();
    }
}
