package dev.stanchion.load.figures;

import java.util.Arrays;
import java.util.List;

/**
 * What several measurements of one thing have in common: their middle and how far they lie apart.
 * Quartiles are interpolated between neighbours, so that five values have sensible ones.
 */
public record Spread(
        int count,
        double min,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double max) {
    /** Summarises the values, of which there must be at least one. */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("spread of nothing");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(
                sorted.length,
                sorted[0],
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                sorted[sorted.length - 1]);
    }

    /**
     * Summarises the ratios of values that were measured one right after the other, pair by pair:
     * what the machine does to both of a pair cancels out.
     */
    public static Spread ofRatios(List<Double> numerators, List<Double> denominators) {
        if (numerators.size() != denominators.size()) {
            throw new IllegalArgumentException(
                    numerators.size() + " values against " + denominators.size());
        }
        double[] ratios = new double[numerators.size()];
        Arrays.setAll(ratios, i -> numerators.get(i) / denominators.get(i));
        return of(Arrays.stream(ratios).boxed().toList());
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
