package dev.stanchion.cli.api;

import dev.stanchion.admin.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The names of all channels of a server, page by page. */
public final class ChannelNames {
    private static final String CHANNELS = "/channels?limit=500";

    private ChannelNames() {}

    /**
     * Returns all names, in the order of the server.
     *
     * @param ask returns the server's answer to GET of a path
     */
    public static List<String> all(Function<String, Map<String, Object>> ask) {
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            Map<String, Object> page =
                    ask.apply(after.isEmpty() ? CHANNELS : CHANNELS + "&after=" + after);
            JsonTree.objects(page, "items").stream()
                    .map(channel -> JsonTree.text(channel, "name"))
                    .forEach(names::add);
            after = ApiClient.encoded(JsonTree.text(page, "next"));
        } while (!after.isEmpty());
        return names;
    }
}
