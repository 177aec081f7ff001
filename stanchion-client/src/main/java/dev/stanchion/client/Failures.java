package dev.stanchion.client;

import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.protocol.Refusal;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The texts of all errors, each with a remedy. */
final class Failures {
    /** The text of all clients ({@code spec/streaming.md} 13). */
    static final String PING_FAILURE = "stan: connection lost due to PING failure";

    private static final String UNKNOWN_CLUSTER = "unknown cluster ID";

    private Failures() {}

    static StreamingException invalid(String problem, String remedy) {
        return new StreamingException(Kind.INVALID, problem, remedy, null, null);
    }

    /**
     * Describes a connection that could not be made.
     *
     * @param serverError the NATS server's error; null if it sent none
     */
    static StreamingException unreachable(
            String problem, String remedy, @Nullable String serverError, Exception cause) {
        return new StreamingException(Kind.UNREACHABLE, problem, remedy, serverError, cause);
    }

    /** Describes a connection of the program's that cannot be used. */
    static StreamingException unusable(Connection.Status status) {
        return new StreamingException(
                Kind.UNREACHABLE,
                "the given NATS connection is " + status + " (expected: CONNECTED)",
                "Connect it first, or give a URL.",
                null,
                null);
    }

    /** Describes a URL that is not valid for a NATS server. */
    static StreamingException badUrl(String url) {
        return url.matches("(?i)\\s*https?://\\w.*")
                ? invalid(
                        "url: "
                                + url
                                + " is the address of a web page (expected: nats://host:port)",
                        "Name the port for clients, usually 4222; 8222 is usually the one for"
                                + " monitoring.")
                : invalid("url: " + url + " (expected: nats://host:port)", "Correct it.");
    }

    static StreamingException noAnswer(String action, ConnectOptions options) {
        return new StreamingException(
                Kind.NO_ANSWER,
                "%s: no streaming server answers at %s for cluster ID '%s'"
                        .formatted(action, options.displayUrl(), options.clusterId()),
                "Is the server there a streaming server (not plain NATS), and is its cluster ID"
                        + " spelled like this?",
                null,
                null);
    }

    static StreamingException refused(String action, String serverError) {
        return new StreamingException(
                Kind.REFUSED,
                action + ": " + serverError,
                remedyFor(serverError),
                serverError,
                null);
    }

    static StreamingException unintelligible(String action) {
        return new StreamingException(
                Kind.NO_ANSWER,
                action + ": the answer is not of the streaming protocol",
                "Does another program answer on the streaming server's subjects?",
                null,
                null);
    }

    /**
     * Describes the end of a connection that nobody closed.
     *
     * @param serverError the server's error; null if it did not answer
     */
    static StreamingException lost(String reason, @Nullable String serverError) {
        return new StreamingException(
                Kind.LOST,
                "connection lost: " + reason,
                "Connect and subscribe again; durables go on where they were.",
                serverError,
                null);
    }

    static StreamingException closed(String what) {
        return new StreamingException(
                Kind.CLOSED, what + " is closed", "Open a new one.", null, null);
    }

    static StreamingException overloaded(int maxOutstanding) {
        return new StreamingException(
                Kind.OVERLOADED,
                maxOutstanding + " publishes are waiting for their acks",
                "Publish more slowly, or allow more with maxOutstandingPublishes.",
                null,
                null);
    }

    static StreamingException ackOverdue(String channel, String guid) {
        return new StreamingException(
                Kind.NO_ANSWER,
                "publish to %s, guid %s: stan: publish ack timeout".formatted(channel, guid),
                "It may be stored or not; publish again if twice is better than never.",
                null,
                null);
    }

    static StreamingException notSent(String action, Exception cause) {
        return new StreamingException(
                Kind.LOST,
                action + ": not sent, " + cause.getMessage(),
                "The NATS connection is down or saturated; try again.",
                null,
                cause);
    }

    /** Describes a request that does not wait for its answer, since there is no connection. */
    static StreamingException unconfirmed(String action) {
        return new StreamingException(
                Kind.LOST,
                action + ": not confirmed, there is no connection",
                "The server learns it when the connection is back, or notices that the client is"
                        + " gone.",
                null,
                null);
    }

    static StreamingException interrupted(String action, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new StreamingException(
                Kind.INTERRUPTED,
                action + ": interrupted",
                "The thread was asked to stop.",
                null,
                cause);
    }

    /** Describes a publish of which nobody knows whether it is stored. */
    static StreamingException uncertain(String channel, StreamingException cause) {
        return new StreamingException(
                Kind.UNCERTAIN,
                "publish to %s: %s, before its ack came".formatted(channel, cause.problem()),
                "It may be stored or not; publish again if twice is better than never, or let the"
                        + " client do so with uncertainPublishes(RESEND).",
                null,
                cause);
    }

    /** Describes a publish that was not sent, since there was no connection for too long. */
    static StreamingException neverSent(String channel) {
        return new StreamingException(
                Kind.LOST,
                "publish to %s: not sent, there was no connection".formatted(channel),
                "It is not stored; publish it again when the client has recovered.",
                null,
                null);
    }

    /** Describes messages that do not come although they exist. */
    static StreamingException stopped(String channel, Duration patience) {
        return new StreamingException(
                Kind.NO_ANSWER,
                "read %s: no message for %s although there are more"
                        .formatted(channel, DurationText.of(patience)),
                "Is the server there? Read again from the last sequence on.",
                null,
                null);
    }

    /** Describes the use of a client that has given up. */
    static StreamingException failed(StreamingException reason) {
        return new StreamingException(
                reason.kind(),
                "the client has given up: " + reason.problem(),
                reason.remedy(),
                reason.serverError().orElse(null),
                reason);
    }

    static boolean isUnknownCluster(String serverError) {
        return serverError.startsWith(UNKNOWN_CLUSTER);
    }

    private static String remedyFor(String serverError) {
        if (isUnknownCluster(serverError)) {
            return "Use the server's cluster ID.";
        }
        return Arrays.stream(Refusal.values())
                .filter(refusal -> refusal.text().equals(serverError))
                .findFirst()
                .map(Failures::remedyFor)
                .orElse("The server's log says more.");
    }

    private static String remedyFor(Refusal refusal) {
        return switch (refusal) {
            case CLIENT_ID_ALREADY_REGISTERED ->
                    "A live connection has this client ID. Give each copy its own, for example a"
                            + " generated one, or stop the other.";
            case CLIENT_BLOCKED ->
                    "An operator of the server refuses this client ID for a while. Wait, ask the"
                            + " operator, or use another client ID.";
            case CHANNEL_READ_ONLY ->
                    "The channel is a JetStream stream of somebody else. Publish to the stream's"
                            + " subject with a JetStream client.";
            case INVALID_CLIENT_ID -> "Use letters, digits, '-' and '_'.";
            case UNKNOWN_CLIENT_ID, INVALID_PUBLISH_REQUEST, CLIENT_REPLACED ->
                    "The server does not know this connection (any more): it restarted, or another"
                            + " one took the client ID. Connect again.";
            case INVALID_CHANNEL ->
                    "A channel is named without '/', '*' and '>', and '.' stands only inside.";
            case INVALID_DURABLE_NAME -> "Choose a durable name without ':'.";
            case DUPLICATE_DURABLE ->
                    "This client has an active durable of that name on the channel. Close it"
                            + " first, or choose another name.";
            case TOO_MANY_CHANNELS -> "Raise the server's max_channels, or use fewer channels.";
            case TOO_MANY_SUBSCRIPTIONS ->
                    "Raise the server's max_subs, or unsubscribe unused durables.";
            case CHANNEL_BEING_DELETED -> "It was idle for too long. Try again.";
            case INVALID_ACK_WAIT -> "Wait for acks at least 1 s.";
            case INVALID_MAX_IN_FLIGHT -> "Allow at least 1 message in flight.";
            case UNKNOWN_CHANNEL, INVALID_SUBSCRIPTION ->
                    "The server has already forgotten this subscription.";
            case INVALID_CONNECTION_REQUEST,
                    INVALID_SUBSCRIPTION_REQUEST,
                    CLIENT_ID_MISSING,
                    INVALID_START_POSITION,
                    INVALID_UNSUBSCRIBE_REQUEST,
                    INVALID_CLOSE_REQUEST ->
                    "The server could not read the request. Do both sides speak the same version?";
        };
    }
}
