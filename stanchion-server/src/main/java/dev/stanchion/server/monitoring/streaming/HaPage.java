package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.activity.ActivityReport;
import dev.stanchion.server.monitoring.GoJson;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import tools.jackson.core.JsonGenerator;

/** What this server is in its group. It answers while the server follows, too. Immutable. */
record HaPage(ObservedServer server, ObservedGroup group) implements Pages {
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        return CompletableFuture.completedFuture(
                Page.json(request, GoJson.object(json -> write(json, group.report()))));
    }

    private void write(JsonGenerator json, ActivityReport report) {
        json.writeStringProperty("cluster_id", server.clusterId());
        json.writeStringProperty("server_id", server.serverId());
        Fields.now(json, server);
        json.writeStringProperty("state", group.state());
        json.writeStringProperty(
                "role", group.isThere() ? report.role().name().toLowerCase(Locale.ROOT) : "alone");
        json.writeStringProperty("active", report.holder());
        json.writeNumberProperty("epoch", report.epoch());
        json.writeNumberProperty("takeovers", report.takeovers());
        json.writeNumberProperty("takeover_ms", report.takeoverNanos() / NANOS_PER_MILLI);
    }
}
