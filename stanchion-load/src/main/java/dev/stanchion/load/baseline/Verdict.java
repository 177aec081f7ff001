package dev.stanchion.load.baseline;

import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Spread;

/**
 * What became of one recorded ratio.
 *
 * @param recorded the median of back then
 * @param measured the ratios of today
 * @param isWorse whether three quarters of today's pairs are worse than recorded by more than what
 *     is tolerated
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
