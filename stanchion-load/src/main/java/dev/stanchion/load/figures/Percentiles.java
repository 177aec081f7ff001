package dev.stanchion.load.figures;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The usual percentiles of a histogram, in microseconds. Immutable.
 *
 * @param micros one value for each of {@link #SHARES}, ascending
 */
public record Percentiles(long count, List<Double> micros, double maxMicros) {
    /** The percentiles: the usual ones, and enough between them to draw a line. */
    public static final List<Double> SHARES =
            List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.5, 99.9, 99.95, 99.99, 99.999);

    public Percentiles {
        micros = List.copyOf(micros);
    }

    static Percentiles of(Histogram histogram) {
        double[] values =
                SHARES.stream()
                        .mapToDouble(share -> histogram.getValueAtPercentile(share) / 1e3)
                        .toArray();
        return new Percentiles(
                histogram.getTotalCount(),
                Arrays.stream(values).boxed().toList(),
                histogram.getMaxValue() / 1e3);
    }

    /** Returns the value of one of {@link #SHARES}. */
    public double at(double share) {
        int index = SHARES.indexOf(share);
        if (index < 0) {
            throw new IllegalArgumentException("percentile: " + share + " is none of " + SHARES);
        }
        return micros.get(index);
    }
}
