package dev.stanchion.load.figures;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The comparison of two servers by the ratios of rounds that ran in turn. Immutable.
 *
 * @param ratios first divided by second, pair by pair
 */
public record Comparison(String first, String second, Map<Metric, Spread> ratios) {
    public Comparison {
        ratios = Map.copyOf(ratios);
    }

    /** Returns the title of the column with the ratios. */
    public String title() {
        boolean isTwin = second.startsWith(first + ", ");
        return first + " / " + (isTwin ? second.substring(first.length() + 2) : second);
    }

    /** Compares every metric that both servers have. */
    public static Comparison of(Contestant first, Contestant second) {
        Map<Metric, Spread> ratios = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            List<Double> ones = first.values(metric);
            List<Double> others = second.values(metric);
            if (!ones.isEmpty() && ones.size() == others.size()) {
                ratios.put(metric, Spread.ofRatios(ones, others));
            }
        }
        return new Comparison(first.name(), second.name(), ratios);
    }
}
