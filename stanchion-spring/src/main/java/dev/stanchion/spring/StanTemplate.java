package dev.stanchion.spring;

import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingClient;
import io.micrometer.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;

/** Publishes objects. Safe for use by many threads. */
public class StanTemplate {
    private static final MessageHeaders NO_HEADERS = new MessageHeaders(Map.of());

    private final StreamingClient client;
    private final MessageConverter converter;
    private final StanObservations observations;

    public StanTemplate(StreamingClient client, MessageConverter converter) {
        this(client, converter, StanObservations.NONE);
    }

    public StanTemplate(
            StreamingClient client, MessageConverter converter, StanObservations observations) {
        this.client = client;
        this.converter = converter;
        this.observations = observations;
    }

    /**
     * Publishes a payload and waits until the server has stored it.
     *
     * @param payload bytes and text go as they are, other objects as the converter says
     * @throws MessageConversionException if the converter cannot convert the payload
     * @throws dev.stanchion.client.StreamingException as {@link StreamingClient#publish}
     */
    public PublishAck send(String channel, Object payload) {
        byte[] data = data(channel, payload);
        Observation observation = observations.sending(channel);
        return Objects.requireNonNull(
                observation.observe(
                        () -> client.publish(channel, observations.traced(observation, data))));
    }

    /**
     * Publishes a payload without waiting.
     *
     * @return as {@link StreamingClient#publishAsync}
     * @throws MessageConversionException if the converter cannot convert the payload
     */
    public CompletableFuture<PublishAck> sendAsync(String channel, Object payload) {
        byte[] data = data(channel, payload);
        Observation observation = observations.sending(channel).start();
        CompletableFuture<PublishAck> published =
                client.publishAsync(channel, observations.traced(observation, data));
        CompletableFuture<PublishAck> unused =
                published.whenComplete((ack, failure) -> {
                    if (failure != null) {
                        observation.error(failure);
                    }
                    observation.stop();
                });
        return published;
    }

    private byte[] data(String channel, Object payload) {
        Message<?> message = converter.toMessage(payload, NO_HEADERS);
        Object converted = message == null ? null : message.getPayload();
        if (converted instanceof byte[] bytes) {
            return bytes;
        }
        if (converted instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new MessageConversionException(
                "no converter makes bytes of "
                        + payload.getClass().getName()
                        + " for the channel "
                        + channel
                        + ". Add Jackson to the class path, or send bytes or text.");
    }
}
