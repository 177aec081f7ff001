package dev.stanchion.server;

import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.Pages;
import dev.stanchion.server.monitoring.SiteMap;
import dev.stanchion.server.monitoring.metrics.MetricsPage;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.monitoring.streaming.ShownLimits;
import dev.stanchion.server.monitoring.streaming.StreamingPages;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** All pages of a server by their paths: what it is for, how it is, and probes. */
final class ServerPages {
    private static final int UNAVAILABLE = 503;
    private static final String OK = "{\"status\":\"ok\"}";
    private static final String STARTING =
            "{\"status\":\"unavailable\",\"error\":\"recovering the state\"}";

    private ServerPages() {}

    static SiteMap of(ServerOptions options, ObservedServer server, ObservedEngine engine) {
        String name = options.serverName().isEmpty() ? options.clusterId() : options.serverName();
        Map<String, Pages> pages =
                new HashMap<>(StreamingPages.of(server, engine, shown(options.limitsTable())));
        pages.put("/", Pages.of(welcome(options)));
        pages.put("/healthz", ok());
        pages.put("/livez", ok());
        pages.put(
                "/readyz",
                (request, port) ->
                        CompletableFuture.completedFuture(
                                engine.isReady()
                                        ? Page.json(200, OK)
                                        : Page.json(UNAVAILABLE, STARTING)));
        pages.put("/metrics", new MetricsPage(name, server, engine, MetricsPage.USUAL_MAX_LENGTH));
        return new SiteMap(pages);
    }

    /** As the NATS server answers: the process serves its port. */
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
                <li><a href="./streaming">NATS Streaming's pages</a>:
                <a href="./streaming/serverz">server</a>,
                <a href="./streaming/storez">store</a>,
                <a href="./streaming/clientsz?subs=1">clients</a>,
                <a href="./streaming/channelsz?subs=1">channels</a></li>
                <li><a href="./metrics">Metrics</a> for Prometheus</li>
                <li>Probes: <a href="./healthz">health</a>, <a href="./livez">alive</a>,
                <a href="./readyz">ready</a></li>
                </ul>
                </body>
                </html>
                """
                        .formatted(
                                Page.escape(Version.stanchion()),
                                Page.escape(options.clusterId())));
    }
}
