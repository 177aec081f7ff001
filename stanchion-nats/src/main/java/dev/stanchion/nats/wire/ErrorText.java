package dev.stanchion.nats.wire;

/**
 * The texts between the quotes of an {@code -ERR}, exactly as in {@code spec/nats-core.md} 1.6.
 *
 * <p>Some clients treat every unknown text as fatal, so no text may be added or changed.
 */
public final class ErrorText {
    public static final String UNKNOWN_PROTOCOL_OPERATION = "Unknown Protocol Operation";
    public static final String MAXIMUM_CONTROL_LINE_EXCEEDED = "maximum control line exceeded";
    public static final String MAXIMUM_PAYLOAD_VIOLATION = "Maximum Payload Violation";
    public static final String INVALID_SUBJECT = "Invalid Subject";
    public static final String INVALID_PUBLISH_SUBJECT = "Invalid Publish Subject";
    public static final String MAXIMUM_SUBSCRIPTIONS_EXCEEDED = "maximum subscriptions exceeded";
    public static final String MAXIMUM_CONNECTIONS_EXCEEDED = "maximum connections exceeded";
    public static final String AUTHORIZATION_VIOLATION = "Authorization Violation";
    public static final String AUTHENTICATION_TIMEOUT = "Authentication Timeout";
    public static final String CONNECTION_THROTTLING =
            "Connection throttling is active. Please try again later.";
    public static final String INVALID_CLIENT_PROTOCOL = "invalid client protocol";
    public static final String NO_RESPONDERS_REQUIRES_HEADERS =
            "no responders requires headers support";
    public static final String STALE_CONNECTION = "Stale Connection";

    private ErrorText() {}

    /** Returns the refusal of a publish to a reserved or forbidden subject. */
    public static String publishViolation(byte[] subject) {
        return "Permissions Violation for Publish to " + GoQuote.of(subject);
    }

    /** Returns the refusal of a publish whose reply subject is reserved. */
    public static String replyViolation(byte[] reply) {
        return "Permissions Violation for Publish with Reply of " + GoQuote.of(reply);
    }

    /** Returns the refusal of a plain subscription. */
    public static String subscriptionViolation(byte[] subject) {
        return "Permissions Violation for Subscription to " + GoQuote.of(subject);
    }

    /**
     * Returns the refusal of a subscription whose subject is longer than {@code max_sub_tokens}.
     */
    public static String tooManyTokens(byte[] subject) {
        return subscriptionViolation(subject) + ", too many tokens";
    }

    /** Returns the end of a subscription that new permissions do not allow. */
    public static String subscriptionEnded(byte[] subject, byte[] sid) {
        return subscriptionViolation(subject) + " (sid " + GoQuote.of(sid) + ")";
    }

    /** Returns the refusal of a queue subscription. */
    public static String queueSubscriptionViolation(byte[] subject, byte[] queue) {
        return "Permissions Violation for Subscription to "
                + GoQuote.of(subject)
                + " using queue "
                + GoQuote.of(queue);
    }
}
