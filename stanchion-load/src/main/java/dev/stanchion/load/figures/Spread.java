package dev.stanchion.load.figures;

import java.util.Arrays;
import java.util.List;

/**
 * The median and the quartiles of several measurements. Quartiles are interpolated between
 * neighbours, so that five values have sensible quartiles.
 */
public record Spread(
        int count,
        double min,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double max) {
    /** Summarises the values. There must be at least one. */
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
     * Summarises the ratios of values, pair by pair. The two values of a pair were measured
     * directly one after the other, so effects of the machine on both cancel out.
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
