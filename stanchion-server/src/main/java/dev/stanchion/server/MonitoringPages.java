package dev.stanchion.server;

import dev.stanchion.nats.monitoring.Answer;
import dev.stanchion.nats.monitoring.NatsPages;
import dev.stanchion.nats.monitoring.Parameters;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.Pages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * All that the monitoring port shows: the server's own page at the root, which says what else there
 * is, and the pages of the NATS part, possibly below a base path.
 */
final class MonitoringPages implements Pages {
    private final Page welcome;
    private final NatsPages nats;

    MonitoringPages(ServerOptions options, NatsPages nats) {
        this.nats = nats;
        welcome = Page.html(welcome(options));
    }

    private static String welcome(ServerOptions options) {
        String base = options.httpBasePath();
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Stanchion</title></head>
        <body>
        <h1>Stanchion %s</h1>
        <p>A NATS Streaming server is running here. Its cluster ID is
        <code>%s</code>.</p>
        <p>Of its NATS part: <a href="%3$s/varz">server</a>,
        <a href="%3$s/connz">connections</a>, <a href="%3$s/subsz">subscriptions</a>,
        <a href="%3$s/accountz">accounts</a>, <a href="%3$s/accstatz">traffic</a>,
        <a href="%3$s/routez">routes</a>, <a href="%3$s/leafz">leaf nodes</a>,
        <a href="%3$s/gatewayz">gateways</a>, <a href="%3$s/jsz">JetStream</a>,
        <a href="%3$s/healthz">health</a>.</p>
        <p>The monitoring endpoints of NATS Streaming (<code>/streaming/serverz</code>
        and the others) are not available in this version.</p>
        </body>
        </html>
        """
                .formatted(
                        Page.escape(Version.stanchion()),
                        Page.escape(options.clusterId()),
                        Page.escape(base));
    }

    @Override
    public CompletionStage<Page> at(String path, String query) {
        return path.equals("/")
                ? CompletableFuture.completedFuture(welcome)
                : nats.at(path, Parameters.parse(query))
                        .map(answer -> answer.thenApply(MonitoringPages::page))
                        .orElseGet(() -> CompletableFuture.completedFuture(Page.notFound()));
    }

    private static Page page(Answer answer) {
        return new Page(answer.status(), answer.contentType(), answer.body());
    }
}
