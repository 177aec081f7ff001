package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.Pages;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The pages by their paths. */
public final class StreamingPages {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private static final String INDEX =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>NATS Streaming</title></head>
            <body>
            <a href="./streaming/serverz">server</a><br>
            <a href="./streaming/storez">store</a><br>
            <a href="./streaming/clientsz">clients</a><br>
            <a href="./streaming/channelsz">channels</a><br>
            </body>
            </html>
            """;

    private StreamingPages() {}

    /** Returns all pages. */
    public static Map<String, Pages> of(
            ObservedServer server, ObservedEngine engine, ObservedGroup group, ShownLimits limits) {
        return Map.of(
                "/streaming",
                Pages.of(Page.html(INDEX)),
                "/streaming/serverz",
                new ServerzPage(server, engine, group, FileDescriptors.ofThisProcess()),
                "/streaming/storez",
                new StorezPage(server, engine, limits),
                "/streaming/clientsz",
                new ClientszPage(server, engine),
                "/streaming/channelsz",
                new ChannelszPage(server, engine),
                "/stanchion/ha",
                new HaPage(server, group),
                "/streaming/isFTActive",
                (request, port) ->
                        CompletableFuture.completedFuture(
                                Page.empty(group.isActive() ? OK : NO_CONTENT)));
    }
}
