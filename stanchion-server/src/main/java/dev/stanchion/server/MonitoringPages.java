package dev.stanchion.server;

import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.Pages;

/** The one page that the monitoring port has so far; it says what is there and what is not. */
final class WelcomePages implements Pages {
    private final Page welcome;

    WelcomePages(ServerOptions options) {
        welcome =
                Page.html(
                        """
                        <!DOCTYPE html>
                        <html lang="en">
                        <head><meta charset="utf-8"><title>Stanchion</title></head>
                        <body>
                        <h1>Stanchion %s</h1>
                        <p>A NATS Streaming server is running here. Its cluster ID is
                        <code>%s</code>.</p>
                        <p>The monitoring endpoints of NATS Streaming (<code>/streaming/serverz</code>
                        and the others) are not available in this version.</p>
                        </body>
                        </html>
                        """
                                .formatted(
                                        Page.escape(Version.stanchion()),
                                        Page.escape(options.clusterId())));
    }

    @Override
    public Page at(String path) {
        return path.equals("/") ? welcome : Page.notFound();
    }
}
