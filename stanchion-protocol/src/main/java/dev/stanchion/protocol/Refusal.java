package dev.stanchion.protocol;

/**
 * The reasons for which a server refuses a request, with the texts that clients expect. Source:
 * {@code spec/streaming.md} 13. Texts without {@code stan: } come from the Go server's stores.
 */
public enum Refusal {
    /** {@link ConnectResponse}: undecodable, or without a heartbeat inbox (2.1). */
    INVALID_CONNECTION_REQUEST("stan: invalid connection request"),
    /** {@link ConnectResponse}: the client ID does not match {@link ClientIdSyntax} (2.1). */
    INVALID_CLIENT_ID(
            "stan: invalid clientID: only alphanumeric and `-` or `_` characters allowed"),
    /**
     * {@link ConnectResponse}: a client with this ID is alive, or the server is checking it (2.3).
     */
    CLIENT_ID_ALREADY_REGISTERED("stan: clientID already registered"),
    /**
     * {@link ConnectResponse}: an operator refuses this client ID for a while. NATS Streaming does
     * not have it.
     */
    CLIENT_BLOCKED("stan: client is blocked by an administrator"),
    /** {@link PubAck}: undecodable, no guid, a bad channel name, or an unknown client (4.1). */
    INVALID_PUBLISH_REQUEST("stan: invalid publish request"),
    /**
     * {@link PubAck}: the channel is a stream that is not Stanchion's, and streaming clients cannot
     * write to it. NATS Streaming does not have it.
     */
    CHANNEL_READ_ONLY("stan: channel is read-only"),
    /** {@link SubscriptionResponse} to a subscribe request: undecodable (5.1). */
    INVALID_SUBSCRIPTION_REQUEST("stan: invalid subscription request"),
    /** {@link SubscriptionResponse} to a subscribe request: no client ID (5.1). */
    CLIENT_ID_MISSING("stan: clientID missing"),
    /** {@link SubscriptionResponse} to a subscribe request: ack wait below 1 s (5.1). */
    INVALID_ACK_WAIT("stan: invalid ack wait time, should be >= 1s"),
    /** {@link SubscriptionResponse} to a subscribe request: max in flight below 1 (5.1). */
    INVALID_MAX_IN_FLIGHT("stan: invalid MaxInflight, should be >= 1"),
    /** {@link SubscriptionResponse} to a subscribe request: no such {@link StartPosition} (5.1). */
    INVALID_START_POSITION("stan: invalid start position"),
    /** {@link SubscriptionResponse} to a subscribe request: a bad {@link ChannelName} (5.1). */
    INVALID_CHANNEL("stan: invalid subject"),
    /**
     * {@link SubscriptionResponse} and {@link CloseResponse}: the client is not registered, or the
     * subscription belongs to another client (3.3, 5.1, 9.1).
     */
    UNKNOWN_CLIENT_ID("stan: unknown clientID"),
    /**
     * {@link SubscriptionResponse} to a subscribe request: the durable name of a queue contains a
     * colon (5.1).
     */
    INVALID_DURABLE_NAME(
            "stan: durable name of a durable queue subscriber can't contain the character ':'"),
    /** {@link SubscriptionResponse} to a subscribe request: the durable is in use (5.1). */
    DUPLICATE_DURABLE("stan: duplicate durable registration"),
    /**
     * {@link SubscriptionResponse} to a subscribe request: the channel is at its limit (5.1, 10.2).
     */
    TOO_MANY_SUBSCRIPTIONS("too many subscriptions per channel"),
    /**
     * {@link PubAck} and {@link SubscriptionResponse}: the server is at its limit of channels
     * (10.1).
     */
    TOO_MANY_CHANNELS("too many channels"),
    /**
     * {@link PubAck} and {@link SubscriptionResponse}: the server is deleting the idle channel
     * (10.3).
     */
    CHANNEL_BEING_DELETED("stan: channel is being deleted"),
    /** {@link SubscriptionResponse} to unsubscribe and subscription close: undecodable (9.1). */
    INVALID_UNSUBSCRIBE_REQUEST("stan: invalid unsubscribe request"),
    /** {@link SubscriptionResponse} to unsubscribe and subscription close: no channel (9.1). */
    UNKNOWN_CHANNEL("stan: unknown channel"),
    /** {@link SubscriptionResponse} to unsubscribe and subscription close: no such inbox (9.1). */
    INVALID_SUBSCRIPTION("stan: invalid subscription"),
    /** {@link CloseResponse}: undecodable (3.3). */
    INVALID_CLOSE_REQUEST("stan: invalid close request"),
    /** {@link PingResponse}: the server does not know the connection ID, or no longer (3.2). */
    CLIENT_REPLACED("client has been replaced or is no longer registered");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** Returns the exact text on the wire. */
    public String text() {
        return text;
    }

    /**
     * Returns the text for a channel whose name differs from an existing one only in letter case
     * (10.1). {@link PubAck} and {@link SubscriptionResponse} carry it. Only this text contains
     * names.
     */
    public static String differentCase(String channel, String existingChannel) {
        // the Go server spells it "alreay", and clients may compare the text
        return "rejecting channel %s because channel %s alreay exists (different cases not allowed)"
                .formatted(Quoted.quote(channel), Quoted.quote(existingChannel));
    }
}
