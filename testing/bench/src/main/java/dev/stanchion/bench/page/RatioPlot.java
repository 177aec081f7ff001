package dev.stanchion.bench.page;

import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.Spread;
import dev.stanchion.load.report.Numbers;
import java.util.List;

/**
 * One row per shape: the median ratio as a dot, half of the pairs within the bar, all of them
 * within the line. Left of the middle the first server has less, right of it more; green is better.
 */
final class RatioPlot {
    private static final double LABELS = 170;
    private static final double WIDTH = 560;
    private static final double FIGURES = 170;
    private static final double ROW = 24;
    private static final double TOP = 8;
    private static final double BOTTOM = 24;
    private static final double BARELY = 1.25;
    private static final double NO_DIFFERENCE = 0.02;

    /** A row of the plot. */
    record Row(String label, Comparison comparison) {}

    private RatioPlot() {}

    /** Draws the rows that have the metric; nothing if none has. */
    static String of(Metric metric, List<Row> all) {
        List<Row> rows =
                all.stream().filter(row -> row.comparison().ratios().containsKey(metric)).toList();
        if (rows.isEmpty()) {
            return "";
        }
        double reach = BARELY;
        for (Row row : rows) {
            Spread ratio = ratio(row, metric);
            reach = Math.max(reach, Math.max(ratio.max(), 1 / ratio.min()));
        }
        Scale scale = Scale.logarithmic(1 / reach, reach, LABELS, LABELS + WIDTH);
        double bottom = TOP + rows.size() * ROW;
        Svg svg =
                new Svg(
                        LABELS + WIDTH + FIGURES,
                        bottom + BOTTOM,
                        "Ratios of " + metric.title() + ", shape by shape");
        for (double tick : scale.ticks()) {
            double x = scale.at(tick);
            svg.line("grid", x, TOP, x, bottom);
            svg.text("tick middle", x, bottom + 16, trimmed(tick) + "×");
        }
        svg.line("even", scale.at(1), TOP, scale.at(1), bottom);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), metric, scale, TOP + (i + 0.5) * ROW);
        }
        return svg.end();
    }

    private static void row(Svg svg, Row row, Metric metric, Scale scale, double y) {
        Spread ratio = ratio(row, metric);
        String verdict = verdict(metric, ratio);
        svg.text("label end", LABELS - 12, y + 4, row.label());
        svg.line("whisker " + verdict, scale.at(ratio.min()), y, scale.at(ratio.max()), y);
        svg.line(
                "box " + verdict,
                scale.at(ratio.lowerQuartile()),
                y,
                scale.at(ratio.upperQuartile()),
                y);
        svg.circle("dot " + verdict, scale.at(ratio.median()), y, 5, Numbers.ratio(ratio));
        svg.text("figure", LABELS + WIDTH + 14, y + 4, Numbers.ratio(ratio));
    }

    private static Spread ratio(Row row, Metric metric) {
        Spread ratio = row.comparison().ratios().get(metric);
        if (ratio == null) {
            throw new IllegalStateException("no ratio of " + metric);
        }
        return ratio;
    }

    /** A difference counts as one only if half of the pairs lie on one side. */
    private static String verdict(Metric metric, Spread ratio) {
        if (Math.abs(ratio.median() - 1) < NO_DIFFERENCE) {
            return "level";
        }
        boolean low = metric.isBetter(ratio.lowerQuartile());
        boolean high = metric.isBetter(ratio.upperQuartile());
        return low && high ? "better" : low || high ? "level" : "worse";
    }

    private static String trimmed(double tick) {
        return tick == Math.rint(tick) ? "%.0f".formatted(tick) : String.valueOf(tick);
    }

    /** Makes a row of each shape's comparison at this place, with the names of the two. */
    static List<Row> rows(List<ShapeOutcome.Measured> shapes, String first, String second) {
        return shapes.stream()
                .flatMap(shape ->
                        shape.comparisons().stream()
                                .filter(each ->
                                        each.first().equals(first) && each.second().equals(second))
                                .map(each -> new Row(shape.shape().name(), each)))
                .toList();
    }
}
