package dev.stanchion.cli.admin;

import dev.stanchion.cli.api.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints objects of the server for people: lists as tables, one object as lines. */
final class Table {
    private static final int WIDEST = 60;

    private Table() {}

    /** Returns the lines of an object, and below it those of the lists in it. */
    static List<String> of(Map<String, Object> object) {
        List<String> lines = new ArrayList<>();
        int widest =
                object.entrySet().stream()
                        .filter(field -> field.getValue() instanceof String)
                        .mapToInt(field -> field.getKey().length())
                        .max()
                        .orElse(0);
        object.forEach((name, value) -> {
            if (value instanceof String text) {
                lines.add(padded(name, widest) + "  " + text);
            }
        });
        object.keySet()
                .forEach(name -> {
                    List<Map<String, Object>> items = JsonTree.objects(object, name);
                    if (!items.isEmpty()) {
                        lines.add("");
                        lines.add(name + ":");
                        lines.addAll(of(items));
                    }
                });
        return lines;
    }

    /** Returns a table with a column for each text that any of the objects has. */
    static List<String> of(List<Map<String, Object>> items) {
        Set<String> columns = new LinkedHashSet<>();
        for (Map<String, Object> item : items) {
            item.forEach((name, value) -> {
                if (value instanceof String) {
                    columns.add(name);
                }
            });
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.copyOf(columns));
        for (Map<String, Object> item : items) {
            rows.add(columns.stream().map(name -> shortened(JsonTree.text(item, name))).toList());
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width =
                        rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
                line.append(padded(row.get(i), width)).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
