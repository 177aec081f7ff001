package dev.stanchion.conformance;

import dev.stanchion.conformance.server.AsGo;
import dev.stanchion.conformance.server.DiffersFromGo;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/conformance.md}, made from the tests' names and {@link Elsewhere}. */
final class ConformancePage {
    private final SortedMap<Integer, String> rows = new TreeMap<>();

    private ConformancePage() {}

    /** Returns the whole page. */
    static String text() {
        var page = new ConformancePage();
        var tests =
                ScenarioMethod.all().stream()
                        .collect(Collectors.groupingBy(ScenarioMethod::number));
        tests.forEach((number, methods) -> page.rows.put(number, testedHere(number, methods)));
        Elsewhere.ALL.forEach(each -> page.rows.put(each.number(), provenElsewhere(each)));
        return head(page.rows.size(), tests.size()) + String.join("", page.rows.values());
    }

    private static String head(int scenarios, int tested) {
        return """
        # Conformance

        What of `spec/streaming.md` 14 is proven, and where. A test's name begins with the
        scenario's number; `stanchion-conformance` runs all of them against a process, over raw
        NATS connections. `mvn verify` runs them against Stanchion,
        `mvn verify -Dconformance.server=/path/to/nats-streaming-server` against the Go server,
        where all pass too. Where Stanchion differs on purpose, there is a test of each
        behaviour, and the one of the Go server runs with `--compat strict`;
        `mvn verify -Dconformance.compat=strict` runs everything so.

        This page is generated: `mvn -pl stanchion-conformance -am test -Dconformance.write` writes it
        again, and a build with a stale page fails.

        %d scenarios: %d tested here, %d elsewhere.

        | # | A server should | Proven in | Same on the Go server? |
        | --- | --- | --- | --- |
        """
                .formatted(scenarios, tested, Elsewhere.ALL.size());
    }

    private static String testedHere(int number, List<ScenarioMethod> methods) {
        String sentences = joined(methods.stream().map(ScenarioMethod::sentence), "; ");
        Stream<String> classes =
                methods.stream().map(method -> "`" + method.place() + "`").distinct();
        Stream<String> gaps = methods.stream().flatMap(ConformancePage::gap).distinct();
        String differences = joined(methods.stream().flatMap(ConformancePage::difference), "; ");
        return row(
                number,
                sentences,
                joined(Stream.concat(classes, gaps), "; "),
                differences.isEmpty() ? "yes" : "no: " + differences + strict(methods));
    }

    private static Stream<String> gap(ScenarioMethod scenario) {
        return Stream.ofNullable(scenario.method().getAnnotation(Without.class))
                .map(without -> "not %s: %s".formatted(without.value(), text(without.because())));
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

    private static String provenElsewhere(Elsewhere each) {
        return row(each.number(), each.scenario(), "elsewhere: " + text(each.obstacle()), "–");
    }

    private static String text(Elsewhere.Obstacle obstacle) {
        return "%s → %s".formatted(obstacle.reason(), obstacle.place());
    }

    private static String row(int number, String scenario, String place, String sameOnGo) {
        return "| %d | %s | %s | %s |\n".formatted(number, scenario, place, sameOnGo);
    }

    private static String joined(Stream<String> parts, String separator) {
        return parts.collect(Collectors.joining(separator));
    }
}
