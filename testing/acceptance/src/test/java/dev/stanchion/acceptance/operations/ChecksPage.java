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
 * 11 with the tests whose names begin with its number, or why there is none.
 */
final class ChecksPage {
    private static final Pattern CHECK = Pattern.compile("(?m)^(\\d+)\\. (.*)$");
    private static final Pattern TEST = Pattern.compile("void s11_(\\d+)_should(\\w+)\\(");
    private static final String NO_EXTERNAL_NATS =
            "`-ns` is refused by name: the NATS server is in the same process";
    private static final String NO_STANDBY = "`-ft_group` is refused by name";

    /** Checks without a test, and why. */
    static final Map<Integer, String> NOT_YET = Map.of();

    /** Checks whose test proves something else than the specification asks for, and why. */
    static final Map<Integer, String> DIFFERENCES =
            Map.ofEntries(
                    Map.entry(
                            23,
                            "NATS Streaming warns with `-c` and ends with `-sc`; here it is a"
                                    + " warning with either"),
                    Map.entry(26, "`cluster` is refused by name, whatever is in it"),
                    Map.entry(
                            30,
                            "NATS Streaming needs `-user`/`-pass` beside the list; here the"
                                    + " streaming part needs no credentials"),
                    Map.entry(
                            32,
                            "NATS Streaming fails; here the streaming part is in the same process,"
                                    + " so there is no client side of TLS"),
                    Map.entry(33, "as 32"),
                    Map.entry(
                            36,
                            "there can be no second server on its network, since that takes `-ns`,"
                                    + " `-cluster` or `-routes`; the engine would refuse to start"
                                    + " there: `s14_162` in `StandaloneCheckTest`"),
                    Map.entry(
                            38,
                            "NATS Streaming refuses the flag twice in a row; here a torn end is cut"
                                    + " and told at every start, with the flag and without"),
                    Map.entry(64, NO_EXTERNAL_NATS),
                    Map.entry(65, NO_EXTERNAL_NATS),
                    Map.entry(66, NO_EXTERNAL_NATS),
                    Map.entry(67, NO_STANDBY),
                    Map.entry(68, NO_STANDBY),
                    Map.entry(69, "`-clustered` is refused by name"),
                    Map.entry(70, "`partitioning` is refused by name"),
                    Map.entry(71, "refused too, each by its name"));

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

        What `spec/operations.md` 11 asks of a server that takes the place of NATS Streaming, and
        which test proves it. A test's name begins with the number: `s11_54_shouldEndInGoodOrder`.
        Those of `testing/acceptance` drive a process and run against the Go server too:
        `mvn verify -Peverything -pl testing/acceptance -am -Dacceptance.server=/path/to/nats-streaming-server`.

        This page is generated: `mvn -pl testing/acceptance -am test -Doperations.page=write`
        writes it again, and a build with a stale page fails.

        %d checks, %d with a test. Where a test proves something else than NATS Streaming does, the
        last column says what, and why.

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
                                NOT_YET.getOrDefault(number, "nobody has written one yet"))
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
