package dev.stanchion.bench.page;

import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Spread;
import dev.stanchion.load.report.Numbers;
import java.util.List;

/** One row per server: a dot for each round, a bar at the middle. The axis begins at zero. */
final class RoundsPlot {
    private static final double LABELS = 170;
    private static final double WIDTH = 230;
    private static final double RIGHT = 70;
    private static final double ROW = 30;
    private static final double TOP = 24;
    private static final double BOTTOM = 22;

    private RoundsPlot() {}

    /** Draws the metric; nothing if no server has it. */
    static String of(Metric metric, List<Contestant> all) {
        List<Contestant> contestants =
                all.stream().filter(each -> !each.values(metric).isEmpty()).toList();
        double max =
                contestants.stream()
                        .flatMap(each -> each.values(metric).stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0);
        if (max == 0) {
            return "";
        }
        Scale scale = Scale.linear(max * 1.05, LABELS, LABELS + WIDTH);
        double bottom = TOP + contestants.size() * ROW;
        Svg svg = new Svg(LABELS + WIDTH + RIGHT, bottom + BOTTOM, metric.title());
        svg.text("title", LABELS, 12, metric.title());
        for (double tick : scale.ticks()) {
            svg.line("grid", scale.at(tick), TOP, scale.at(tick), bottom);
            svg.text("tick middle", scale.at(tick), bottom + 15, brief(tick));
        }
        for (int i = 0; i < contestants.size(); i++) {
            Contestant each = contestants.get(i);
            String color = ResultPage.color(all.indexOf(each));
            double y = TOP + (i + 0.5) * ROW;
            svg.text("label end", LABELS - 12, y + 4, each.name());
            for (double value : each.values(metric)) {
                svg.circle("round " + color, scale.at(value), y, 4, Numbers.shown(value));
            }
            double median = Spread.of(each.values(metric)).median();
            svg.line("median " + color, scale.at(median), y - 9, scale.at(median), y + 9);
            svg.text("figure", LABELS + WIDTH + 12, y + 4, Numbers.shown(median));
        }
        return svg.end();
    }

    private static String brief(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 1e3 ? trimmed(value / 1e3) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        double rounded = Math.round(value * 1000) / 1000.0;
        return rounded == Math.rint(rounded) ? "%.0f".formatted(rounded) : String.valueOf(rounded);
    }
}
