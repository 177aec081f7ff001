package dev.stanchion.spring;

import dev.stanchion.client.Message;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Observations of what is sent and handled, for traces. Immutable.
 *
 * <p>Messages of NATS Streaming have no headers. So a trace ends where a message is sent, and the
 * handling of a message begins another one, unless payloads have a field for the trace.
 */
public final class StanObservations {
    /** From the call of {@link StanTemplate} until the server has stored the message. */
    public static final String SEND = "stanchion.send";

    /** From the call of a listener until its result has completed. */
    public static final String HANDLE = "stanchion.handle";

    /** Observes nothing. */
    public static final StanObservations NONE = new StanObservations(ObservationRegistry.NOOP);

    private final ObservationRegistry registry;
    private final @Nullable TraceField field;

    /** Observes sends and listeners, and leaves payloads as they are. */
    public StanObservations(ObservationRegistry registry) {
        this.registry = registry;
        this.field = null;
    }

    /**
     * Observes sends and listeners, and lets traces go on across the server: {@link StanTemplate}
     * writes the trace into a field of payloads that are JSON objects, and listeners read it there.
     *
     * @param jsonField key of the field, such as {@code _trace}
     * @throws IllegalArgumentException if the key has other characters than letters, digits, '_',
     *     '.' and '-', or more than 64
     */
    public StanObservations(ObservationRegistry registry, String jsonField) {
        this.registry = registry;
        this.field = new TraceField(jsonField);
    }

    /** A send that hands its trace on. Handlers of traces put headers in it. */
    private static final class Departure extends SenderContext<Map<String, String>> {
        final Map<String, String> headers = new LinkedHashMap<>();

        Departure() {
            super((carrier, key, value) -> headersOf(carrier).put(key, value), Kind.PRODUCER);
            setCarrier(headers);
        }

        private static Map<String, String> headersOf(@Nullable Map<String, String> carrier) {
            return carrier == null ? new LinkedHashMap<>() : carrier;
        }
    }

    /** The handling of a message, which goes on with the trace in it. */
    private static final class Arrival extends ReceiverContext<Map<String, String>> {
        Arrival(Map<String, String> headers) {
            super(Map::get, Kind.CONSUMER);
            setCarrier(headers);
        }
    }

    /** Makes the observation of one send, which is not started. */
    Observation sending(String channel) {
        return Observation.createNotStarted(
                        SEND,
                        () -> field == null ? new Observation.Context() : new Departure(),
                        registry)
                .contextualName("send " + channel)
                .lowCardinalityKeyValue("channel", channel);
    }

    /** Returns the payload of a send that has started, with its trace if it has one. */
    byte[] traced(Observation sending, byte[] payload) {
        return field != null && sending.getContext() instanceof Departure departure
                ? field.write(payload, departure.headers)
                : payload;
    }

    /** Makes the observation of one call of a listener, which is not started. */
    public Observation handling(String listener, Message message) {
        return Observation.createNotStarted(
                        HANDLE,
                        () ->
                                field == null
                                        ? new Observation.Context()
                                        : new Arrival(field.read(message.data())),
                        registry)
                .contextualName("handle " + message.channel())
                .lowCardinalityKeyValue("channel", message.channel())
                .lowCardinalityKeyValue("listener", listener)
                .highCardinalityKeyValue(
                        KeyValue.of("sequence", Long.toUnsignedString(message.sequence())));
    }
}
