package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requests about consumers. Confined to the thread of the test. */
final class ConsumerApi {
    private static final String PREFIX = "$JS.API.CONSUMER.";
    private static final String SOURCE = "api";
    private static final int NAME_LENGTH = 8;

    private final JetStream jetStream;
    private final ClusterWorld world;
    private final Outbox outbox;

    ConsumerApi(JetStream jetStream, ClusterWorld world, Outbox outbox) {
        this.jetStream = jetStream;
        this.world = world;
        this.outbox = outbox;
    }

    /** Receives a request and answers it. */
    void receive(CoreMessage message) {
        String[] tokens = message.subject().substring(PREFIX.length()).split("\\.", 4);
        String stream = tokens.length > 1 ? tokens[1] : "";
        String consumer = tokens.length > 2 ? tokens[2] : "";
        switch (tokens[0]) {
            case "CREATE" -> {
                handle(message, "consumer_create", () -> create(message, stream, consumer));
                jetStream.find(stream).ifPresent(it -> it.consumers().pump());
            }
            case "INFO" -> handle(message, "consumer_info", () -> info(stream, consumer));
            case "DELETE" -> handle(message, "consumer_delete", () -> delete(stream, consumer));
            default ->
                    throw new UnsupportedOperationException("not simulated: " + message.subject());
        }
    }

    private void handle(CoreMessage message, String type, StreamApi.Handler handler) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("type", StreamApi.TYPE + type + "_response");
        try {
            answer.putAll(handler.answer());
        } catch (ApiException e) {
            answer.put("error", e.error().toJson());
        }
        if (!message.reply().isEmpty()) {
            outbox.send(SOURCE, CoreMessage.answer(message.reply(), Json.write(answer)));
        }
    }

    private SimulatedStream stream(String name) {
        return jetStream.find(name).orElseThrow(() -> new ApiException(ApiError.STREAM_NOT_FOUND));
    }

    private Map<String, @Nullable Object> create(
            CoreMessage message, String streamName, String named) {
        Request request = Request.read(message, Set.of("stream_name", "config", "action"));
        if (!request.text("stream_name").equals(streamName)) {
            throw new ApiException(ApiError.STREAM_NAME_MISMATCH);
        }
        SimulatedStream stream = stream(streamName);
        Request configuration = Request.of(request.fields("config"), PushConsumer.FIELDS);
        String name = named.isEmpty() ? world.chance().token(NAME_LENGTH) : named;
        if (stream.consumers().find(name).isPresent()) {
            throw new ApiException(ApiError.CONSUMER_NAME_EXISTS);
        }
        return stream.consumers().create(name, configuration).toJson();
    }

    private Map<String, @Nullable Object> info(String streamName, String name) {
        return stream(streamName)
                .consumers()
                .find(name)
                .orElseThrow(() -> new ApiException(ApiError.CONSUMER_NOT_FOUND))
                .toJson();
    }

    private Map<String, @Nullable Object> delete(String streamName, String name) {
        if (!stream(streamName).consumers().delete(name)) {
            throw new ApiException(ApiError.CONSUMER_NOT_FOUND);
        }
        return Map.of("success", true);
    }
}
