package dev.stanchion.load.baseline;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.Spread;
import dev.stanchion.load.server.Durability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The recorded ratios, by shape. Immutable.
 *
 * @param against the server that Stanchion was compared with
 * @param durability what both servers kept of acknowledged messages
 */
public record Baseline(
        String against, Durability durability, Map<String, Map<Metric, Double>> shapes) {
    /** The baselines in the executable, all against the Go server. */
    public static final List<String> SHIPPED =
            List.of(Durability.MEMORY.key(), Durability.ALWAYS.key());

    /**
     * The tolerated deviation. Ratios differ between machines, and the number of rounds is small.
     */
    public static final double TOLERANCE = 0.3;

    /**
     * The recorded metrics. High percentiles vary too much to be judged. Rates vary too much, too,
     * because they depend on the number of free cores for driver and server.
     */
    private static final Set<Metric> RECORDED =
            Set.of(Metric.CPU, Metric.ACKNOWLEDGED_P50, Metric.RECEIVED_P50);

    /** A table names the version of a nats-server, and a baseline holds for the next one, too. */
    private static final Pattern VERSIONED = Pattern.compile("^(jetstream) \\S+");

    /** Returns one of the {@link #SHIPPED} baselines. */
    public static Baseline shipped(String name) {
        return BaselineFile.shipped(name);
    }

    /**
     * Returns a baseline with the ratios of a result.
     *
     * @throws LoadException if a ratio is missing
     */
    public static Baseline of(BenchResult result, Durability durability) {
        Map<String, Map<Metric, Double>> shapes = new LinkedHashMap<>();
        String against = "";
        for (ShapeOutcome outcome : result.outcomes()) {
            Comparison comparison = comparison(outcome);
            against = comparison.second();
            Map<Metric, Double> medians = new EnumMap<>(Metric.class);
            comparison
                    .ratios()
                    .forEach((metric, ratio) -> {
                        if (RECORDED.contains(metric)) {
                            medians.put(metric, ratio.median());
                        }
                    });
            shapes.put(outcome.shape().name(), medians);
        }
        return new Baseline(against, durability, shapes);
    }

    /** Returns whether a server is the one that Stanchion was compared with, in any version. */
    public boolean isAgainst(String server) {
        return unversioned(server).equals(unversioned(against));
    }

    private static String unversioned(String server) {
        return VERSIONED.matcher(server).replaceFirst("$1");
    }

    private static Comparison comparison(ShapeOutcome outcome) {
        return switch (outcome) {
            case ShapeOutcome.Measured measured when !measured.comparisons().isEmpty() ->
                    measured.comparisons().getFirst();
            case ShapeOutcome.Measured ignored ->
                    throw new LoadException(
                            "there are no ratios", "Name another server with --against-cmd.");
            case ShapeOutcome.Failed failed ->
                    throw new LoadException(
                            failed.shape().name() + " was not measured: " + failed.problem(),
                            failed.remedy());
        };
    }

    /** Compares a result with this baseline. The result must have every recorded shape. */
    public List<Verdict> judge(BenchResult result, double tolerance) {
        List<Verdict> verdicts = new ArrayList<>();
        for (ShapeOutcome outcome : result.outcomes()) {
            Map<Metric, Double> recorded = shapes.getOrDefault(outcome.shape().name(), Map.of());
            Comparison comparison = comparison(outcome);
            recorded.forEach((metric, ratio) -> {
                Spread measured = comparison.ratios().get(metric);
                if (measured == null) {
                    throw new LoadException(
                            "%s has no figure for '%s'"
                                    .formatted(outcome.shape().name(), metric.title()),
                            "Both servers must run on this machine.");
                }
                verdicts.add(
                        Verdict.of(outcome.shape().name(), metric, ratio, measured, tolerance));
            });
        }
        return verdicts;
    }
}
