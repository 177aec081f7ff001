package dev.stanchion.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.admin.PositionKey;
import java.net.URLEncoder;

/** The paths of things, with their names percent-encoded once. */
final class Paths {
    private Paths() {}

    static String channel(String channel) {
        return ManagementApi.ROOT + "/channels/" + encoded(channel);
    }

    static String client(String client) {
        return ManagementApi.ROOT + "/clients/" + encoded(client);
    }

    static String position(String channel, PositionKey position) {
        return channel(channel)
                + switch (position) {
                    case PositionKey.Group(String name) -> "/groups/" + encoded(name);
                    case PositionKey.Durable(String clientId, String durable) ->
                            "/durables/" + encoded(clientId) + "/" + encoded(durable);
                    case PositionKey.Plain(long id) -> "/subscriptions/" + id;
                };
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }
}
