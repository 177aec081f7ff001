package dev.stanchion.kit.store.page;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of the tables in {@code spec/stores.md} 8.
 *
 * @param number as tests write it: {@code 07}, {@code k07}
 * @param shown as the specification writes it: {@code 7 P}
 * @param section the number and title of its table
 * @param cells given, when, then
 */
record Scenario(String number, String shown, String section, List<String> cells) {
    private static final Pattern SECTION = Pattern.compile("(?m)^### (8\\.\\d .*)$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (K?)(\\d+)( P)? \\| (.*) \\| (.*) \\| (.*) \\|$");

    /** Reads all of them, in their order. */
    static List<Scenario> all(Path root) {
        String spec = SourceTree.text(root.resolve("docs/spec/stores.md"));
        List<MatchResult> sections = SECTION.matcher(spec).results().toList();
        return ROW.matcher(spec)
                .region(sections.getFirst().start(), spec.length())
                .results()
                .map(row -> of(row, sectionOf(row, sections)))
                .toList();
    }

    private static String sectionOf(MatchResult row, List<MatchResult> sections) {
        return sections.stream()
                .filter(section -> section.start() < row.start())
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .group(1);
    }

    private static Scenario of(MatchResult row, String section) {
        String number = "%s%02d".formatted(row.group(1), Integer.parseInt(row.group(2)));
        String mark = row.group(3) == null ? "" : row.group(3);
        return new Scenario(
                number.toLowerCase(java.util.Locale.ROOT),
                row.group(1) + row.group(2) + mark,
                section,
                List.of(row.group(4), row.group(5), row.group(6)));
    }
}
