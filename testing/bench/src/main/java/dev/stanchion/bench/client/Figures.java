package dev.stanchion.bench.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rounds of all libraries have measured. */
final class Figures {
    /** One line of a {@link ClientProcess}. */
    private record Figure(double first, double second) {}

    private final Map<Shape, Map<Library, List<Figure>>> byShape = new EnumMap<>(Shape.class);

    /**
     * Adds a line.
     *
     * @throws IllegalArgumentException if it is none of a {@link ClientProcess}
     */
    void add(Library library, String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("not a figure: " + line);
        }
        byShape.computeIfAbsent(Shape.titled(words[0]), shape -> new EnumMap<>(Library.class))
                .computeIfAbsent(library, key -> new ArrayList<>())
                .add(new Figure(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
    }

    /** Returns a table of medians, with the range of the second figure. */
    String table() {
        StringBuilder table = new StringBuilder();
        byShape.forEach((shape, libraries) -> {
            table.append(
                    "%-14s%-28s %12s %16s %s%n"
                            .formatted(
                                    shape.title(), "", shape.first(), shape.second(), "(range)"));
            libraries.forEach((library, figures) -> table.append(row(library, figures)));
        });
        return table.toString();
    }

    private static String row(Library library, List<Figure> figures) {
        List<Double> first = sorted(figures.stream().map(Figure::first).toList());
        List<Double> second = sorted(figures.stream().map(Figure::second).toList());
        return String.format(
                Locale.ROOT,
                "%-14s%-28s %,12.0f %16.2f (%.2f to %.2f)%n",
                "",
                library.title(),
                median(first),
                median(second),
                second.getFirst(),
                second.getLast());
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
