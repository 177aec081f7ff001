package dev.stanchion.interop.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of all behaviours of a contract with each library, and the notes under it. */
public final class BehaviourTable {
    private final List<? extends Library> libraries;
    private final List<String> notes = new ArrayList<>();

    private BehaviourTable(List<? extends Library> libraries) {
        this.libraries = libraries;
    }

    /**
     * Returns the table as Markdown.
     *
     * @param contract a class that implements one interface of tests for each theme
     * @param otherServer the server that may differ, for the last column's head
     */
    public static String of(
            Class<?> contract, List<? extends Library> libraries, String otherServer) {
        var table = new BehaviourTable(libraries);
        String rows = Behaviour.of(contract).stream().map(table::row).collect(Collectors.joining());
        return table.head(otherServer) + rows + table.notes();
    }

    private String head(String otherServer) {
        String columns = joined(libraries.stream().map(Object::toString));
        String line = joined(IntStream.range(0, libraries.size() + 3).mapToObj(i -> "---"));
        return "| About | The server should | %s | Same on %s? |\n| %s |\n"
                .formatted(columns, otherServer, line);
    }

    private String row(Behaviour behaviour) {
        Stream<String> cells =
                libraries.stream()
                        .map(library ->
                                library.gap(behaviour.method())
                                        .map(gap -> "–" + note(gap))
                                        .orElse("yes"));
        String onGo = behaviour.onTheGoServer().map(other -> "no: " + other).orElse("yes");
        return "| %s | %s | %s | %s |\n"
                .formatted(behaviour.theme(), behaviour.sentence(), joined(cells), onGo);
    }

    /** Returns the mark of a note. Equal notes have the same mark. */
    private String note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
        return " (" + (notes.indexOf(text) + 1) + ")";
    }

    private String notes() {
        if (notes.isEmpty()) {
            return "";
        }
        return "\nA number in brackets marks a limit of the library itself:\n\n"
                + IntStream.range(0, notes.size())
                        .mapToObj(i -> "%d. %s\n".formatted(i + 1, notes.get(i)))
                        .collect(Collectors.joining());
    }

    private static String joined(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | "));
    }
}
