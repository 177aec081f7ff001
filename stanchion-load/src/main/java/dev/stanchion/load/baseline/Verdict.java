package dev.stanchion.load.baseline;

import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Spread;

/**
 * The comparison of one recorded ratio with the measured one.
 *
 * @param recorded the recorded median
 * @param measured the ratios that were measured now
 * @param isWorse whether three quarters of the measured pairs are worse than recorded by more than
 *     the tolerance
 */
public record Verdict(
        String shape, Metric metric, double recorded, Spread measured, boolean isWorse) {
    static Verdict of(
            String shape, Metric metric, double recorded, Spread measured, double tolerance) {
        boolean isWorse =
                switch (metric.better()) {
                    case LOWER -> measured.lowerQuartile() > recorded * (1 + tolerance);
                    case HIGHER -> measured.upperQuartile() < recorded / (1 + tolerance);
                };
        return new Verdict(shape, metric, recorded, measured, isWorse);
    }
}
