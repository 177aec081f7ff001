package dev.stanchion.spring;

import dev.stanchion.client.Message;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Observations of what is sent and handled, for traces. Immutable.
 *
 * <p>Messages of NATS Streaming have no headers, so a trace ends where a message is sent, and the
 * handling of a message begins another one.
 */
public final class StanObservations {
    /** From the call of {@link StanTemplate} until the server has stored the message. */
    public static final String SEND = "stanchion.send";

    /** From the call of a listener until its result has completed. */
    public static final String HANDLE = "stanchion.handle";

    /** Observes nothing. */
    public static final StanObservations NONE = new StanObservations(ObservationRegistry.NOOP);

    private final ObservationRegistry registry;

    public StanObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** Makes the observation of one send, which is not started. */
    Observation sending(String channel) {
        return Observation.createNotStarted(SEND, registry)
                .contextualName("send " + channel)
                .lowCardinalityKeyValue("channel", channel);
    }

    /** Makes the observation of one call of a listener, which is not started. */
    public Observation handling(String listener, Message message) {
        return Observation.createNotStarted(HANDLE, registry)
                .contextualName("handle " + message.channel())
                .lowCardinalityKeyValue("channel", message.channel())
                .lowCardinalityKeyValue("listener", listener)
                .highCardinalityKeyValue(
                        KeyValue.of("sequence", Long.toUnsignedString(message.sequence())));
    }
}
