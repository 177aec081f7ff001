package dev.stanchion.server.api.live;

import dev.stanchion.server.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;

/**
 * What there was to see at one moment: rows with keys, in an order. Immutable.
 *
 * @param rows the JSON of each row by its key
 * @param rest other members with their JSON, like {@code total}
 */
public record Sample(SequencedMap<String, String> rows, Map<String, String> rest) {
    public Sample {
        rows = new LinkedHashMap<>(rows);
        rest = Map.copyOf(rest);
    }

    /** Returns a sample of one object. */
    public static Sample ofObject(String json) {
        return new Sample(new LinkedHashMap<>(), Map.of("value", json));
    }

    /** Returns all of it. */
    String snapshot() {
        return Json.object(out -> {
            out.writeBooleanProperty("snapshot", true);
            if (!rest.containsKey("value")) {
                rows("items", rows, out);
            }
            writeRest(out);
        });
    }

    private static void rows(String name, Map<String, String> rows, JsonGenerator out) {
        out.writeArrayPropertyStart(name);
        rows.values().forEach(out::writeRawValue);
        out.writeEndArray();
    }

    private void writeRest(JsonGenerator out) {
        rest.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> {
                    out.writeName(each.getKey());
                    out.writeRawValue(each.getValue());
                });
    }

    /**
     * Returns what is different: rows that are new or have changed in {@code set}, the keys of rows
     * that are not there any more in {@code gone}, and all keys in {@code order} if it is another.
     */
    String since(Sample before) {
        if (rest.containsKey("value")) {
            return snapshot();
        }
        Map<String, String> changed = new LinkedHashMap<>();
        rows.forEach((key, json) -> {
            if (!json.equals(before.rows.get(key))) {
                changed.put(key, json);
            }
        });
        List<String> gone =
                before.rows.keySet().stream().filter(key -> !rows.containsKey(key)).toList();
        List<String> order = List.copyOf(rows.keySet());
        return Json.object(out -> {
            out.writeBooleanProperty("snapshot", false);
            rows("set", changed, out);
            Json.texts(out, "gone", gone);
            if (!order.equals(List.copyOf(before.rows.keySet()))) {
                Json.texts(out, "order", order);
            }
            writeRest(out);
        });
    }
}
