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

        Where each scenario of `spec/streaming.md` 14 is proven. A test's name begins with the
        scenario's number. `testing/conformance` drives servers over raw NATS connections: a
        process; where the store must fail on request, or outlive the server before there is a file
        store, a server inside the test. `mvn verify` runs them against Stanchion,
        `mvn verify -Dconformance.server=/path/to/nats-streaming-server` against the Go server,
        where all pass too. Where Stanchion differs on purpose, there is a test of each
        behaviour, and the one of the Go server runs with `--compat strict`;
        `mvn verify -Dconformance.compat=strict` runs everything so.

        This page is generated: `mvn -pl testing/conformance -am test -Dconformance.write` writes it
        again, and a build with a stale page fails.

        %d scenarios: %d from outside, %d by other modules alone.

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
