package dev.stanchion.cli.publish;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.OneLineJson;
import dev.stanchion.cli.terminal.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what differs between two texts of JSON: {@code price 20 → 25}. */
final class JsonChanges {
    private static final int MOST_CHARACTERS = 40;

    private JsonChanges() {}

    /** Returns a text for each value that differs; none if one of the texts is no JSON object. */
    static List<String> between(byte[] before, byte[] after) {
        Map<String, String> old = values(before);
        Map<String, String> young = values(after);
        List<String> changes = new ArrayList<>();
        if (old.isEmpty() || young.isEmpty()) {
            return changes;
        }
        young.forEach((path, value) -> {
            String was = old.get(path);
            if (was == null) {
                changes.add("%s added: %s".formatted(path, shown(value)));
            } else if (!was.equals(value)) {
                changes.add("%s %s → %s".formatted(path, shown(was), shown(value)));
            }
        });
        old.keySet().stream()
                .filter(path -> !young.containsKey(path))
                .forEach(path -> changes.add(path + " removed"));
        return changes;
    }

    /** Returns the values that are not objects or lists, by their paths: {@code buyer.name}. */
    private static Map<String, String> values(byte[] data) {
        Map<String, String> values = new LinkedHashMap<>();
        Payload.text(data)
                .filter(text -> OneLineJson.error(text).isEmpty())
                .ifPresent(text -> collect("", JsonTree.object(text), values));
        return values;
    }

    private static void collect(String path, Object value, Map<String, String> values) {
        switch (value) {
            case Map<?, ?> fields ->
                    fields.forEach((name, field) ->
                            collect(path.isEmpty() ? "" + name : path + "." + name, field, values));
            case List<?> items -> {
                for (int i = 0; i < items.size(); i++) {
                    collect(path + "[" + i + "]", items.get(i), values);
                }
            }
            default -> values.put(path, value.toString());
        }
    }

    private static String shown(String value) {
        String visible = Payload.visible(value);
        return visible.length() <= MOST_CHARACTERS
                ? visible
                : visible.substring(0, MOST_CHARACTERS) + "…";
    }
}
