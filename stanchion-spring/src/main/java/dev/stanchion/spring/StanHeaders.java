package dev.stanchion.spring;

import dev.stanchion.client.Message;
import java.util.Map;
import org.springframework.messaging.support.GenericMessage;

/**
 * What a listener can ask for besides the payload: {@code @Header(StanHeaders.SEQUENCE) long
 * sequence}. NATS Streaming sends no headers of the publisher.
 */
public final class StanHeaders {
    /** The name of the channel: a {@link String}. */
    public static final String CHANNEL = "stan_channel";

    /** The position in the channel, from 1: a {@link Long}. */
    public static final String SEQUENCE = "stan_sequence";

    /** When the server stored the message: an {@link java.time.Instant}. */
    public static final String TIMESTAMP = "stan_timestamp";

    /** Whether the server has sent the message before: a {@link Boolean}. */
    public static final String REDELIVERED = "stan_redelivered";

    /** How often the server has sent it again: an {@link Integer}. */
    public static final String REDELIVERY_COUNT = "stan_redeliveryCount";

    private StanHeaders() {}

    /** Returns a message of the client as one of Spring. */
    public static org.springframework.messaging.Message<byte[]> toSpring(Message message) {
        return new GenericMessage<>(
                message.data(),
                Map.of(
                        CHANNEL, message.channel(),
                        SEQUENCE, message.sequence(),
                        TIMESTAMP, message.timestamp(),
                        REDELIVERED, message.isRedelivered(),
                        REDELIVERY_COUNT, message.redeliveryCount()));
    }
}
