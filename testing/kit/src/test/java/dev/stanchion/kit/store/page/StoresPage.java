package dev.stanchion.kit.store.page;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of {@code docs/reference/stores.md}, made from the specification and the names of tests.
 */
final class StoresPage {
    private static final String OPEN = "**no test yet**";

    private final List<Scenario> scenarios;
    private final List<Proof> proofs;
    private final SortedMap<String, Suite> suites;
    private final List<SuiteRun> runs;

    /**
     * Reads the specification and all tests.
     *
     * @param root the project's folder
     */
    StoresPage(Path root) {
        SourceTree tree = new SourceTree(root);
        scenarios = Scenario.all(root);
        proofs = Proof.all(tree);
        suites = Suite.all(tree);
        runs = SuiteRun.all(tree).stream().filter(run -> suites.containsKey(run.suite())).toList();
    }

    /** Returns the numbers in names of tests that no scenario has. */
    SortedSet<String> unknownNumbers() {
        SortedSet<String> unknown = new TreeSet<>();
        proofs.forEach(proof -> unknown.addAll(proof.numbers()));
        scenarios.forEach(scenario -> unknown.remove(scenario.number()));
        return unknown;
    }

    List<Scenario> scenarios() {
        return scenarios;
    }

    /** Returns the whole page. */
    String text() {
        return head() + suites() + scenarioTables();
    }

    private String head() {
        long open = scenarios.stream().filter(each -> where(each).equals(OPEN)).count();
        long exempt = scenarios.stream().filter(this::isExempt).count();
        return """
        # Tests of the stores

        This page lists every scenario of `spec/stores.md` 8 with the tests that prove it. The name of
        a test begins with the scenario's number (`s8_32_should…`, `k05_should…` for those of 8.5).
        Most tests are in suites that every store runs. A suite proves its scenarios for each store
        that the first table names in its row.

        This page is generated: `mvn -pl testing/kit -am test -Dtest=StoresPageTest \
        -Dsurefire.failIfNoSpecifiedTests=false -Dstores.page=write` writes it again, and a build
        with an outdated page fails.

        %d scenarios: %d proven, %d about features that Stanchion does not have, %d without a test.

        """
                .formatted(scenarios.size(), scenarios.size() - open - exempt, exempt, open);
    }

    private boolean isExempt(Scenario scenario) {
        return proofsOf(scenario).isEmpty() && !Exemptions.of(scenario).isEmpty();
    }

    private String suites() {
        List<String> stores = runs.stream().map(SuiteRun::store).distinct().sorted().toList();
        StringBuilder table = new StringBuilder("## Which store runs which suite\n\n");
        table.append(row("Suite", stores));
        table.append(row("---", stores.stream().map(store -> "---").toList()));
        for (Suite suite : suites.values()) {
            table.append(
                    row(
                            "`" + suite.name() + "`",
                            stores.stream().map(store -> cell(suite, store)).toList()));
        }
        return table.append('\n').append(notes()).append('\n').toString();
    }

    private String cell(Suite suite, String store) {
        return runs.stream()
                .filter(run -> run.suite().equals(suite.name()) && run.store().equals(store))
                .map(run -> suite.howFar(run.exempt().isEmpty()))
                .findFirst()
                .orElse("–");
    }

    /** Returns the notes. A store that is not persistent can have a reason for each suite. */
    private String notes() {
        Map<String, List<String>> storesByReason = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> !run.exempt().isEmpty())
                .sorted(Comparator.comparing(SuiteRun::store))
                .forEach(run -> {
                    List<String> stores =
                            storesByReason.computeIfAbsent(
                                    run.exempt(), ignored -> new ArrayList<>());
                    if (!stores.contains(run.store())) {
                        stores.add(run.store());
                    }
                });
        return storesByReason.entrySet().stream()
                .map(note ->
                        "- not for %s: %s\n"
                                .formatted(String.join(", ", note.getValue()), note.getKey()))
                .collect(
                        Collectors.joining(
                                "",
                                "P marks scenarios that need a persistent store. These do not run everywhere:\n\n",
                                ""));
    }

    private String scenarioTables() {
        StringBuilder tables = new StringBuilder();
        String section = "";
        for (Scenario scenario : scenarios) {
            if (!scenario.section().equals(section)) {
                section = scenario.section();
                tables.append(tables.isEmpty() ? "" : "\n")
                        .append("## ")
                        .append(section)
                        .append("\n\n")
                        .append(row("#", List.of("Given", "When", "Then", "Proven in")))
                        .append(row("---", List.of("---", "---", "---", "---")));
            }
            List<String> cells = new ArrayList<>(scenario.cells());
            cells.add(where(scenario));
            tables.append(row(scenario.shown(), cells));
        }
        return tables.toString();
    }

    private String where(Scenario scenario) {
        List<Proof> found = proofsOf(scenario);
        String exemption = Exemptions.of(scenario);
        if (found.isEmpty()) {
            return exemption.isEmpty() ? OPEN : "–: " + exemption;
        }
        return found.stream().map(Proof::place).distinct().collect(Collectors.joining("; "));
    }

    private List<Proof> proofsOf(Scenario scenario) {
        return proofs.stream()
                .filter(proof -> proof.numbers().contains(scenario.number()))
                .toList();
    }

    private static String row(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream())
                .map(Objects::toString)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
