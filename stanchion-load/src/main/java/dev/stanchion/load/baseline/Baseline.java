package dev.stanchion.load.baseline;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recorded ratios, by shape. Immutable.
 *
 * @param against the server that this one was compared with
 */
public record Baseline(String against, Map<String, Map<Metric, Double>> shapes) {
    /** Machines differ in how well they pair a server with another, and rounds are few. */
    public static final double TOLERANCE = 0.3;

    /**
     * What is recorded. Rare percentiles wobble too much to be judged, and so do rates: they show
     * how many cores were left for both driver and server.
     */
    private static final Set<Metric> RECORDED =
            Set.of(Metric.CPU, Metric.ACKNOWLEDGED_P50, Metric.RECEIVED_P50);

    /** Returns what the executable comes with. */
    public static Baseline shipped() {
        return BaselineFile.shipped();
    }

    /**
     * Takes the ratios of a result.
     *
     * @throws LoadException if there are none, or not all
     */
    public static Baseline of(BenchResult result) {
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
        return new Baseline(against, shapes);
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

    /** Compares a result, which has every shape that is recorded, with what is recorded. */
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
