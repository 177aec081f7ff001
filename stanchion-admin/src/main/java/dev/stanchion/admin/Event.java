package dev.stanchion.admin;

import dev.stanchion.admin.json.JsonText;
import java.util.Map;

/**
 * An event of a stream. Immutable.
 *
 * @param id with which {@link StanchionAdmin#events} or {@link ChannelAdmin#tail} goes on behind
 *     it; empty if it has none
 * @param name the topic, or {@code message}, {@code skipped}, {@code ended}, {@code unavailable}
 * @param data a JSON object
 */
public record Event(String id, String name, String data) {
    /** Returns the members of the data: texts, numbers, booleans, lists and maps. */
    public Map<String, Object> members() {
        return JsonText.object(data);
    }
}
