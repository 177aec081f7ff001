package dev.stanchion.acceptance.operations;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of {@code docs/reference/operations-checks.md}: each check of {@code spec/operations.md}
 * 11 with the tests whose names begin with its number, or the reason why there is none.
 */
final class ChecksPage {
    private static final Pattern CHECK = Pattern.compile("(?m)^(\\d+)\\. (.*)$");
    private static final Pattern TEST = Pattern.compile("void s11_(\\d+)_should(\\w+)\\(");

    /** The checks without a test, each with the reason. */
    static final Map<Integer, String> NOT_YET = Map.of();

    /** The checks whose test differs from the specification, each with the difference. */
    static final Map<Integer, String> DIFFERENCES =
            Map.ofEntries(
                    Map.entry(
                            23,
                            "NATS Streaming warns with `-c` and exits with `-sc`; Stanchion"
                                    + " warns with both"),
                    Map.entry(26, "the server refuses `cluster` by name, whatever it contains"),
                    Map.entry(
                            30,
                            "NATS Streaming needs `-user`/`-pass` beside the list; Stanchion's"
                                    + " streaming part needs no credentials"),
                    Map.entry(
                            32,
                            "NATS Streaming fails; Stanchion's streaming part is in the same"
                                    + " process, so it is not a TLS client"),
                    Map.entry(33, "as 32"),
                    Map.entry(
                            36,
                            "the second server is on the network by `-ns`; the server refuses"
                                    + " `-cluster` and `-routes`"),
                    Map.entry(
                            38,
                            "NATS Streaming refuses the flag twice in a row; Stanchion cuts a torn"
                                    + " end and logs it at every start, with and without the flag"),
                    Map.entry(69, "the server refuses `-clustered` by name"),
                    Map.entry(70, "the server refuses `partitioning` by name"),
                    Map.entry(71, "the server refuses each of them by name"));

    /** A test that proves a check. */
    private record Proof(String testClass, String module, String sentence) {
        @Override
        public String toString() {
            return "`%s` in `%s`".formatted(testClass, module);
        }
    }

    private final SortedMap<Integer, String> checks = new TreeMap<>();
    private final Map<Integer, List<Proof>> proofs;

    /**
     * Reads specification and tests.
     *
     * @param root the project's folder
     */
    ChecksPage(Path root) {
        String spec = SourceTree.text(root.resolve("docs/spec/operations.md"));
        int from = spec.indexOf("## 11. Acceptance checks");
        Matcher check = CHECK.matcher(spec.substring(from, spec.indexOf("\n## 12.", from)));
        while (check.find()) {
            checks.put(Integer.valueOf(check.group(1)), check.group(2));
        }
        proofs = proofs(root);
    }

    private static Map<Integer, List<Proof>> proofs(Path root) {
        Map<Integer, List<Proof>> found = new TreeMap<>();
        SourceTree tree = new SourceTree(root);
        for (Path file : tree.javaFiles("src/test/java")) {
            String testClass = file.getFileName().toString().replace(".java", "");
            String module = tree.moduleOf(file);
            Matcher test = TEST.matcher(SourceTree.text(file));
            while (test.find()) {
                found.computeIfAbsent(Integer.valueOf(test.group(1)), first -> new ArrayList<>())
                        .add(new Proof(testClass, module, words(test.group(2))));
            }
        }
        return found;
    }

    private static String words(String camelCase) {
        return String.join(" ", camelCase.split("(?=[A-Z])", -1)).toLowerCase(Locale.ROOT);
    }

    /** Returns the numbers of the specification. */
    List<Integer> specified() {
        return List.copyOf(checks.keySet());
    }

    /** Returns the numbers that tests have. */
    List<Integer> proven() {
        return List.copyOf(proofs.keySet());
    }

    String text() {
        return """
        # Checks of operation

        This page lists the checks of `spec/operations.md` 11 with the tests that prove them. The
        checks say how a server that takes the place of NATS Streaming must behave. The name of a
        test begins with the number of the check: `s11_54_shouldEndInGoodOrder`. The tests of
        `testing/acceptance` drive a process. They run against the Go server too:
        `mvn verify -Peverything -pl testing/acceptance -am -Dacceptance.server=/path/to/nats-streaming-server`.

        This page is generated: `mvn -pl testing/acceptance -am test -Doperations.page=write`
        writes it again, and a build with an outdated page fails.

        %d checks, %d with a test. If a test proves something else than what NATS Streaming does, the
        last column says what and why.

        | # | A server should | Proven in | Differs |
        | --- | --- | --- | --- |
        %s\
        """
                .formatted(
                        checks.size(),
                        proofs.size(),
                        checks.keySet().stream().map(this::row).collect(Collectors.joining()));
    }

    private String row(int number) {
        List<Proof> found = proofs.getOrDefault(number, List.of());
        return found.isEmpty()
                ? "| %d | %s | none: %s | |%n"
                        .formatted(
                                number,
                                checks.getOrDefault(number, "").replace("|", "\\|"),
                                NOT_YET.getOrDefault(number, "there is no test yet"))
                : "| %d | %s | %s | %s |%n"
                        .formatted(
                                number,
                                joined(found.stream().map(Proof::sentence)),
                                joined(found.stream().map(Proof::toString)),
                                DIFFERENCES.getOrDefault(number, ""));
    }

    private static String joined(Stream<String> texts) {
        return texts.distinct().collect(Collectors.joining("; "));
    }
}
