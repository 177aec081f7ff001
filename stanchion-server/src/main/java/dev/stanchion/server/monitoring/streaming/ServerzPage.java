package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.EngineTotals;
import dev.stanchion.server.monitoring.GoJson;
import dev.stanchion.server.monitoring.GoTime;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import tools.jackson.core.JsonGenerator;

/**
 * {@code /streaming/serverz}: the numbers of the server. Source: {@code spec/operations.md} 4.3.
 */
record ServerzPage(
        ObservedServer server,
        ObservedEngine engine,
        ObservedGroup group,
        FileDescriptors descriptors)
        implements Pages {
    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        return engine.totals(port)
                .thenApply(
                        totals -> Page.json(request, GoJson.object(json -> write(json, totals))));
    }

    private void write(JsonGenerator json, EngineTotals totals) {
        Fields.server(json, server, engine);
        json.writeStringProperty("version", server.version());
        json.writeStringProperty("go", server.runtime());
        json.writeStringProperty("state", group.state());
        Fields.now(json, server);
        Fields.time(json, "start_time", server, server.started());
        Duration age = Duration.between(server.started(), server.clock().instant());
        json.writeStringProperty("uptime", GoTime.uptime(age));
        json.writeNumberProperty("clients", totals.clients());
        json.writeNumberProperty("subscriptions", totals.subscriptions());
        json.writeNumberProperty("channels", totals.channels());
        json.writeNumberProperty("total_msgs", totals.messages());
        json.writeNumberProperty("total_bytes", totals.bytes());
        json.writeNumberProperty("in_msgs", totals.inMessages());
        json.writeNumberProperty("in_bytes", totals.inBytes());
        json.writeNumberProperty("out_msgs", totals.outMessages());
        json.writeNumberProperty("out_bytes", totals.outBytes());
        unlessZero(json, "open_fds", descriptors.open());
        unlessZero(json, "max_fds", descriptors.most());
    }

    private static void unlessZero(JsonGenerator json, String name, long number) {
        if (number > 0) {
            json.writeNumberProperty(name, number);
        }
    }
}
