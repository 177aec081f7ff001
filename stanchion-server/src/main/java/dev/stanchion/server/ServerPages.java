package dev.stanchion.server;

import dev.stanchion.nats.monitoring.Answer;
import dev.stanchion.nats.monitoring.NatsPages;
import dev.stanchion.nats.monitoring.Parameters;
import dev.stanchion.server.dashboard.Dashboard;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import dev.stanchion.server.monitoring.SiteMap;
import dev.stanchion.server.monitoring.metrics.MetricsPage;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.monitoring.streaming.ShownLimits;
import dev.stanchion.server.monitoring.streaming.StreamingPages;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All pages of a server by their paths: streaming, NATS, metrics and probes. */
final class ServerPages {
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;
    private static final String HEALTH = "/healthz";
    private static final String OK = "{\"status\":\"ok\"}";
    private static final String STARTING =
            "{\"status\":\"unavailable\",\"error\":\"recovering the state\"}";

    private static final String OK_STANDBY = "{\"status\":\"ok\",\"role\":\"standby\"}";
    private static final String STANDBY =
            "{\"status\":\"unavailable\",\"error\":\"standby: another member of the group is"
                    + " active\"}";

    private static final String DASHBOARD =
            "<li><a href=\"./ui/\">Dashboard</a>: what flows, what stands still, and why</li>\n";

    private ServerPages() {}

    static SiteMap of(
            ServerOptions options,
            ObservedServer server,
            ObservedEngine engine,
            ObservedGroup group,
            Optional<StoreFigures> streams,
            NatsPages nats) {
        Map<String, Pages> pages =
                new HashMap<>(
                        StreamingPages.of(server, engine, group, shown(options.limitsTable())));
        pages.put("/", (request, port) -> CompletableFuture.completedFuture(welcome(options)));
        pages.put("/livez", ok());
        pages.put(
                "/readyz",
                (request, port) ->
                        CompletableFuture.completedFuture(
                                readiness(engine, group, options.externalNats().isPresent())));
        pages.put(
                "/metrics",
                new MetricsPage(
                        options.shownName(),
                        server,
                        engine,
                        group,
                        streams,
                        MetricsPage.USUAL_MAX_LENGTH));
        return new SiteMap(
                pages,
                (request, port) ->
                        request.path().endsWith(HEALTH)
                                ? ofNats(nats, request)
                                : engine.once(() -> ofNats(nats, request)));
    }

    /**
     * Says whether traffic may come. Where clients connect to somebody else's NATS, nobody comes
     * here, and a follower is as ready as it will be.
     */
    private static Page readiness(ObservedEngine engine, ObservedGroup group, boolean isExternal) {
        if (group.isStandby()) {
            return isExternal ? Page.json(200, OK_STANDBY) : Page.json(UNAVAILABLE, STANDBY);
        }
        return engine.isReady() ? Page.json(200, OK) : Page.json(UNAVAILABLE, STARTING);
    }

    /**
     * Answers with a page of the NATS part, which knows its base path. All of these pages except
     * the probe wait until clients can connect, because people poll them to wait for a server.
     */
    private static CompletionStage<Page> ofNats(NatsPages nats, PageRequest request) {
        String path = request.path();
        if (path.endsWith("/") && nats.has(path.substring(0, path.length() - 1))) {
            return CompletableFuture.completedFuture(Page.withoutSlash(request));
        }
        Parameters parameters = Parameters.parse(request.query());
        return nats.at(path, parameters)
                .map(answer -> answer.thenApply(ServerPages::page))
                .map(page ->
                        parameters.wantSubscriptions() ? page.thenApply(Page::withInboxes) : page)
                .orElseGet(() -> CompletableFuture.completedFuture(Page.notFound()));
    }

    private static Page page(Answer answer) {
        if (answer.contentType().equals("application/json")) {
            return Page.json(answer.status(), answer.body());
        }
        Map<String, String> headers =
                answer.status() >= BAD_REQUEST
                        ? Map.of("X-Content-Type-Options", "nosniff")
                        : Map.of();
        return new Page(answer.status(), answer.contentType(), answer.body(), headers);
    }

    /** Returns the answer of a probe: the process serves its port. */
    private static Pages ok() {
        return (request, port) -> CompletableFuture.completedFuture(Page.json(request, OK));
    }

    private static ShownLimits shown(LimitsTable table) {
        SortedMap<String, ShownLimits.OfChannel> byPattern = new TreeMap<>();
        table.rows().forEach(row -> byPattern.put(row.pattern().toString(), shown(row.limits())));
        return new ShownLimits(table.ofServer().maxChannels(), shown(table.ofServer()), byPattern);
    }

    private static ShownLimits.OfChannel shown(Limits limits) {
        return new ShownLimits.OfChannel(
                limits.maxMessages(),
                limits.maxBytes(),
                limits.maxAge(),
                limits.maxSubscriptions(),
                limits.maxInactivity());
    }

    private static Page welcome(ServerOptions options) {
        return Page.html(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Stanchion</title></head>
                <body>
                <h1>Stanchion %s</h1>
                <p>A NATS Streaming server is running here. Its cluster ID is
                <code>%s</code>.</p>
                <ul>
                %4$s<li><a href="./streaming">NATS Streaming's pages</a>:
                <a href="./streaming/serverz">server</a>,
                <a href="./streaming/storez">store</a>,
                <a href="./streaming/clientsz?subs=1">clients</a>,
                <a href="./streaming/channelsz?subs=1">channels</a></li>
                <li><a href="./metrics">Metrics</a> for Prometheus</li>
                <li>NATS: <a href="%3$s/varz">server</a>,
                <a href="%3$s/connz">connections</a>, <a href="%3$s/subsz">subscriptions</a></li>
                <li>Probes: <a href="%3$s/healthz">health</a>, <a href="./livez">alive</a>,
                <a href="./readyz">ready</a></li>
                </ul>
                </body>
                </html>
                """
                        .formatted(
                                Page.escape(Version.stanchion()),
                                Page.escape(options.clusterId()),
                                Page.escape(options.httpBasePath()),
                                Dashboard.isThere() ? DASHBOARD : ""));
    }
}
