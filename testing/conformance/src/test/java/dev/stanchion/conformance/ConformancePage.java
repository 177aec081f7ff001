package dev.stanchion.conformance;

import dev.stanchion.conformance.server.AsGo;
import dev.stanchion.conformance.server.DiffersFromGo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/reference/conformance.md}, made from the names of tests. */
final class ConformancePage {
    private final Map<Integer, List<ScenarioMethod>> here;
    private final Map<Integer, List<ScenarioSource>> elsewhere;

    /**
     * Reads the tests.
     *
     * @param root the project's folder
     */
    ConformancePage(Path root) {
        here = ScenarioMethod.all().stream().collect(Collectors.groupingBy(ScenarioMethod::number));
        elsewhere =
                ScenarioSource.all(root).stream()
                        .collect(Collectors.groupingBy(ScenarioSource::number));
    }

    /** Returns the scenarios that some test proves. */
    SortedSet<Integer> numbers() {
        SortedSet<Integer> numbers = new TreeSet<>(here.keySet());
        numbers.addAll(elsewhere.keySet());
        return numbers;
    }

    /** Returns the whole page. */
    String text() {
        return head() + numbers().stream().map(this::row).collect(Collectors.joining());
    }

    private String head() {
        return """
        # Conformance

        This page lists the scenarios of `spec/streaming.md` 14 with the tests that prove them. The name
        of a test begins with the number of the scenario. `testing/conformance` drives a server process
        over raw NATS connections. If a scenario needs a store that fails on request, the server runs
        inside the test.

        `mvn verify` runs the tests against Stanchion.
        `mvn verify -Dconformance.server=/path/to/nats-streaming-server` runs them against the Go
        server, where they pass too. If Stanchion differs on purpose, each of the two behaviours has a
        test, and the test of the Go server's behaviour runs with `--compat strict`.
        `mvn verify -Dconformance.compat=strict` runs all tests that way.

        This page is generated: `mvn -pl testing/conformance -am test -Dconformance.write` writes it
        again, and a build with an outdated page fails.

        %d scenarios: %d proven here, %d by tests of other modules only.

        | # | A server should | Proven in | Same on the Go server? |
        | --- | --- | --- | --- |
        """
                .formatted(numbers().size(), here.size(), numbers().size() - here.size());
    }

    private String row(int number) {
        List<ScenarioMethod> methods = here.getOrDefault(number, List.of());
        List<ScenarioSource> sources = elsewhere.getOrDefault(number, List.of());
        return "| %d | %s | %s | %s |\n"
                .formatted(
                        number,
                        joined(
                                methods.stream().map(ScenarioMethod::sentence),
                                sources.stream().map(ScenarioSource::sentence)),
                        joined(
                                methods.stream().map(ScenarioMethod::place),
                                sources.stream().map(ScenarioSource::place)),
                        sameOnGo(methods));
    }

    private static String sameOnGo(List<ScenarioMethod> methods) {
        String differences =
                joined(methods.stream().flatMap(ConformancePage::difference), Stream.empty());
        if (!differences.isEmpty()) {
            return "no: " + differences + strict(methods);
        }
        return methods.stream().anyMatch(ScenarioMethod::runsOnGo) ? "yes" : "not run there";
    }

    private static Stream<String> difference(ScenarioMethod scenario) {
        return Stream.ofNullable(scenario.method().getAnnotation(DiffersFromGo.class))
                .map(DiffersFromGo::value);
    }

    private static String strict(List<ScenarioMethod> methods) {
        return methods.stream().anyMatch(each -> each.method().isAnnotationPresent(AsGo.class))
                ? "; the same with `--compat strict`"
                : "";
    }

    private static String joined(Stream<String> first, Stream<String> then) {
        return Stream.concat(first, then).distinct().collect(Collectors.joining("; "));
    }
}
