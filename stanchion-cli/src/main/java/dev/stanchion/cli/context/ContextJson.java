package dev.stanchion.cli.context;

import dev.stanchion.cli.terminal.JsonLine;
import java.util.stream.Collectors;

/** Writes contexts as JSON: for their file, and for programs. */
final class ContextJson {
    private ContextJson() {}

    /** Returns the text of the file: one context in each line, so that people can edit it. */
    static String of(Contexts contexts) {
        return contexts.all().stream()
                .map(ContextJson::of)
                .collect(
                        Collectors.joining(
                                ",\n  ",
                                "{\"inUse\":%s,\"contexts\":[\n  "
                                        .formatted(quoted(contexts.inUse())),
                                "\n]}\n"));
    }

    static String of(Context context) {
        JsonLine line = new JsonLine().with("name", context.name());
        add(line, "url", context.url());
        add(line, "cluster", context.cluster());
        add(line, "monitoring", context.monitoring());
        return line.end();
    }

    private static void add(JsonLine line, String name, String value) {
        if (!value.isEmpty()) {
            line.with(name, value);
        }
    }

    private static String quoted(String text) {
        String object = new JsonLine().with("", text).end();
        return object.substring("{\"\":".length(), object.length() - 1);
    }
}
