package dev.stanchion.bench.page;

import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Percentiles;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Latency by percentile, each the median of the rounds. To the right, each decade is ten times
 * rarer. The solid line counts from the time when a message was due, the dashed line from the time
 * when it was sent. The gap between them is the part that a driver would miss if it waited for the
 * server.
 */
final class LatencyPlot {
    private static final double LEFT = 64;
    private static final double WIDTH = 360;
    private static final double HEIGHT = 220;
    private static final double TOP = 44;
    private static final double RIGHT = 40;
    private static final double BOTTOM = 24;
    private static final double LETTER = 6.4;

    private LatencyPlot() {}

    /** Draws the curves of one kind of waiting; nothing if it was not measured. */
    static String of(
            String title, List<Contestant> all, Function<Round, Optional<Round.Timing>> timing) {
        List<Contestant> timed =
                all.stream()
                        .filter(each ->
                                each.rounds().stream()
                                        .allMatch(round -> timing.apply(round).isPresent()))
                        .toList();
        if (timed.isEmpty()) {
            return "";
        }
        double min = Double.MAX_VALUE;
        double max = 0;
        for (Contestant each : timed) {
            for (double micros : curve(each, timing, Round.Timing::corrected)) {
                min = Math.min(min, micros);
                max = Math.max(max, micros);
            }
            min = Math.min(min, curve(each, timing, Round.Timing::uncorrected).getFirst());
        }
        Scale y = Scale.logarithmic(min / 1.2, max * 1.2, TOP + HEIGHT, TOP);
        Scale x = rarity(LEFT, LEFT + WIDTH);
        Svg svg = new Svg(LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM, title);
        svg.text("title", LEFT, 12, title);
        legend(svg, all, timed);
        grid(svg, x, y);
        for (Contestant each : timed) {
            String color = ResultPage.color(all.indexOf(each));
            svg.path(
                    "curve dashed " + color,
                    points(x, y, curve(each, timing, Round.Timing::uncorrected)));
            svg.path("curve " + color, points(x, y, curve(each, timing, Round.Timing::corrected)));
        }
        return svg.end();
    }

    private static void legend(Svg svg, List<Contestant> all, List<Contestant> timed) {
        double x = LEFT;
        for (Contestant each : timed) {
            svg.line("curve " + ResultPage.color(all.indexOf(each)), x, 26, x + 16, 26);
            svg.text("tick", x + 20, 30, each.name());
            x += 34 + each.name().length() * LETTER;
        }
        svg.line("curve dashed unnamed", x, 26, x + 16, 26);
        svg.text("tick", x + 20, 30, "since sent");
    }

    private static void grid(Svg svg, Scale x, Scale y) {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), LEFT + WIDTH, y.at(tick));
            svg.text("tick end", LEFT - 8, y.at(tick) + 4, duration(tick));
        }
        for (double share : List.of(50.0, 90.0, 99.0, 99.9, 99.99, 99.999)) {
            double at = x.at(1 / (1 - share / 100));
            svg.line("grid", at, TOP, at, TOP + HEIGHT);
            svg.text(
                    "tick middle",
                    at,
                    TOP + HEIGHT + 16,
                    (share == Math.rint(share) ? "%.0f".formatted(share) : String.valueOf(share))
                            + " %");
        }
    }

    private static Scale rarity(double from, double to) {
        double rarest = Percentiles.SHARES.getLast();
        return Scale.logarithmic(2, 1 / (1 - rarest / 100), from, to);
    }

    private static List<Double> curve(
            Contestant contestant,
            Function<Round, Optional<Round.Timing>> timing,
            Function<Round.Timing, Percentiles> kind) {
        List<Double> curve = new ArrayList<>();
        for (double share : Percentiles.SHARES) {
            curve.add(
                    Spread.of(
                                    contestant.rounds().stream()
                                            .flatMap(round -> timing.apply(round).stream())
                                            .map(each -> kind.apply(each).at(share))
                                            .toList())
                            .median());
        }
        return curve;
    }

    private static double[] points(Scale x, Scale y, List<Double> curve) {
        double[] points = new double[curve.size() * 2];
        for (int i = 0; i < curve.size(); i++) {
            points[2 * i] = x.at(1 / (1 - Percentiles.SHARES.get(i) / 100));
            points[2 * i + 1] = y.at(curve.get(i));
        }
        return points;
    }

    private static String duration(double micros) {
        return micros >= 1e6
                ? "%.0f s".formatted(micros / 1e6)
                : micros >= 1e3 ? "%.0f ms".formatted(micros / 1e3) : "%.0f us".formatted(micros);
    }
}
