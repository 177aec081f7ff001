package dev.stanchion.kit.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers as text, without what differs each time: times of day, names of servers, and how many
 * requests there were.
 */
final class Transcript {
    private static final Set<String> VOLATILE =
            Set.of("created", "ts", "first_ts", "last_ts", "time", "leader", "api");
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private Transcript() {}

    static String of(CoreMessage answer) {
        String headers =
                new String(answer.headers(), ISO_8859_1)
                        .replaceAll("Nats-Time-Stamp: .*Z", "Nats-Time-Stamp: TIME")
                        .replace("\r\n", "; ");
        String payload = answer.text();
        if (payload.startsWith("{\"")) {
            payload = Json.write(steady(Json.read(payload)));
        }
        return answer.subject() + " (" + reply(answer.reply()) + ") " + headers + payload;
    }

    /** In the reply subject of a delivery, the last token but one is a time. */
    private static String reply(String reply) {
        return reply.startsWith("$JS.ACK.") ? reply.replaceAll("\\d{19}", "TIME") : reply;
    }

    private static @Nullable Object steady(@Nullable Object json) {
        return switch (json) {
            case Map<?, ?> object -> {
                Map<Object, @Nullable Object> changed = new LinkedHashMap<>();
                object.forEach((name, value) ->
                        changed.put(
                                name,
                                VOLATILE.contains(name) && !NO_TIME.equals(value)
                                        ? "ANY"
                                        : steady(value)));
                yield changed;
            }
            case List<?> array -> {
                List<@Nullable Object> changed = new ArrayList<>();
                array.forEach(each -> changed.add(steady(each)));
                yield changed;
            }
            case null, default -> json;
        };
    }
}
