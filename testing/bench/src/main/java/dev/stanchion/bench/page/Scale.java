package dev.stanchion.bench.page;

import java.util.ArrayList;
import java.util.List;

/** The position of a value on an axis: from {@code min} at one end to {@code max} at the other. */
record Scale(double min, double max, double from, double to, boolean isLogarithmic) {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final int MOST_TICKS = 5;

    static Scale linear(double max, double from, double to) {
        double top = max > 0 ? max : 1;
        return new Scale(0, top, from, to, false);
    }

    static Scale logarithmic(double min, double max, double from, double to) {
        double low = min > 0 ? min : 1e-3;
        return new Scale(low, Math.max(max, low * 2), from, to, true);
    }

    double at(double value) {
        double share =
                isLogarithmic
                        ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
                        : (value - min) / (max - min);
        return from + share * (to - from);
    }

    /** Returns round values along the axis. */
    List<Double> ticks() {
        return isLogarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double rough = max / MOST_TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade;
        for (double factor : STEPS) {
            if (factor * decade >= rough) {
                step = factor * decade;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= max; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** One tick for each decade, or with few of them for 1, 2 and 5. */
    private List<Double> logarithmicTicks() {
        double decades = Math.log10(max / min);
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(Math.log10(min)));
                decade <= max;
                decade *= 10) {
            for (double factor : decades > 2.5 ? new double[] {1} : new double[] {1, 2, 5}) {
                double tick = factor * decade;
                if (tick >= min * 0.999 && tick <= max * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
