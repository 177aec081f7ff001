package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.EngineTotals;
import dev.stanchion.server.monitoring.GoJson;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import tools.jackson.core.JsonGenerator;

/**
 * {@code /streaming/storez}: the store, its limits and its content. Times are in nanoseconds.
 * Source: {@code spec/operations.md} 4.4.
 */
record StorezPage(ObservedServer server, ObservedEngine engine, ShownLimits limits)
        implements Pages {
    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        return engine.storeType(port)
                .thenCombineAsync(
                        engine.totals(port),
                        (type, totals) ->
                                Page.json(
                                        request, GoJson.object(json -> write(json, type, totals))),
                        port);
    }

    private void write(JsonGenerator json, String type, EngineTotals totals) {
        Fields.server(json, server, engine);
        Fields.now(json, server);
        json.writeStringProperty("type", type);
        json.writeObjectPropertyStart("limits");
        json.writeNumberProperty("max_channels", limits.maxChannels());
        write(json, limits.all());
        if (!limits.byPattern().isEmpty()) {
            json.writeObjectPropertyStart("channels");
            limits.byPattern()
                    .forEach((pattern, ofChannel) -> {
                        json.writeObjectPropertyStart(pattern);
                        write(json, ofChannel);
                        json.writeEndObject();
                    });
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberProperty("total_msgs", totals.messages());
        json.writeNumberProperty("total_bytes", totals.bytes());
    }

    private static void write(JsonGenerator json, ShownLimits.OfChannel limits) {
        json.writeNumberProperty("max_msgs", limits.maxMessages());
        json.writeNumberProperty("max_bytes", limits.maxBytes());
        json.writeNumberProperty("max_age", nanos(limits.maxAge()));
        json.writeNumberProperty("max_subscriptions", limits.maxSubscriptions());
        json.writeNumberProperty("max_inactivity", nanos(limits.maxInactivity()));
    }

    /** Returns nanoseconds, at most 292 years. */
    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
                ? duration.toNanos()
                : Long.MAX_VALUE;
    }
}
