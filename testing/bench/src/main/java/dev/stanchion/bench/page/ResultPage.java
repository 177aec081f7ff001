package dev.stanchion.bench.page;

import static dev.stanchion.bench.page.Svg.escaped;

import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.report.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** The page of a result. It has no script and loads nothing. */
public final class ResultPage {
    private static final int COLORS = 4;

    private final StringBuilder html = new StringBuilder();

    private ResultPage() {}

    /** Returns the whole page. */
    public static String of(BenchResult result) {
        ResultPage page = new ResultPage();
        page.write(result);
        return page.html.toString();
    }

    /** Returns the class that colours a server's marks, by its place in the shape. */
    static String color(int place) {
        return "c" + place % COLORS;
    }

    private void write(BenchResult result) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>stanchion bench</title><style>")
                .append(style())
                .append("</style></head><body><main>\n<h1>Under load</h1>\n<p class=\"facts\">")
                .append(escaped(result.began().truncatedTo(ChronoUnit.SECONDS).toString()))
                .append("<br>")
                .append(escaped(result.machine()))
                .append("<br>")
                .append(escaped(result.settings()))
                .append("</p>\n");
        List<ShapeOutcome.Measured> measured =
                result.outcomes().stream()
                        .filter(ShapeOutcome.Measured.class::isInstance)
                        .map(ShapeOutcome.Measured.class::cast)
                        .toList();
        measured.stream()
                .flatMap(each -> each.comparisons().stream())
                .map(each -> List.of(each.first(), each.second()))
                .distinct()
                .forEach(pair -> ratios(measured, pair.getFirst(), pair.getLast()));
        result.outcomes().forEach(this::write);
        html.append("</main></body></html>\n");
    }

    private static String style() {
        try (InputStream in = ResultPage.class.getResourceAsStream("page.css")) {
            return new String(
                    Objects.requireNonNull(in, "page.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ratios(List<ShapeOutcome.Measured> measured, String first, String second) {
        List<RatioPlot.Row> rows = RatioPlot.rows(measured, first, second);
        html.append("<h2>")
                .append(escaped(first + " / " + second))
                .append("</h2>\n<p>Ratios of rounds run one right after the other: the dot is the")
                .append(" median, the bar holds half of the pairs, the line all of them.")
                .append(" <span class=\"better\">Green</span> is better for ")
                .append(escaped(first))
                .append(", <span class=\"worse\">red</span> worse, grey too close to tell.</p>\n");
        for (Metric metric : Metric.values()) {
            String plot = RatioPlot.of(metric, rows);
            if (!plot.isEmpty()) {
                String aim =
                        metric.better() == Metric.Better.HIGHER
                                ? "more is better"
                                : "less is better";
                html.append("<h3>")
                        .append(escaped(metric.title()))
                        .append(" <small>")
                        .append(aim)
                        .append("</small></h3>\n<div class=\"plot\">")
                        .append(plot)
                        .append("</div>\n");
            }
        }
    }

    private void write(ShapeOutcome outcome) {
        html.append("<section><h2>")
                .append(escaped(outcome.shape().name()))
                .append(" <small>")
                .append(escaped(outcome.shape().description()))
                .append("</small></h2>\n");
        switch (outcome) {
            case ShapeOutcome.Measured measured -> write(measured);
            case ShapeOutcome.Failed failed ->
                    html.append("<p class=\"failed\">Not measured, ")
                            .append(escaped(failed.server() + ": " + failed.problem()))
                            .append(". ")
                            .append(escaped(failed.remedy()))
                            .append("</p>");
        }
        html.append("</section>\n");
    }

    private void write(ShapeOutcome.Measured measured) {
        List<Contestant> all = measured.contestants();
        html.append("<div class=\"plots\">")
                .append(RoundsPlot.of(Metric.RATE, all))
                .append(RoundsPlot.of(Metric.CPU, all))
                .append(RoundsPlot.of(Metric.READY, all))
                .append(
                        LatencyPlot.of(
                                "until the publisher was acknowledged", all, Round::acknowledged))
                .append(LatencyPlot.of("until the subscriber had it", all, Round::received))
                .append("</div>\n<table><thead><tr><th></th>");
        all.forEach(each -> html.append("<th>").append(escaped(each.name())).append("</th>"));
        measured.comparisons()
                .forEach(each -> html.append("<th>").append(escaped(each.title())).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (Metric metric : Metric.values()) {
            row(measured, metric);
        }
        peakRow(measured);
        html.append("</tbody></table>\n");
    }

    private void row(ShapeOutcome.Measured measured, Metric metric) {
        if (measured.contestants().stream().allMatch(each -> each.spread(metric).isEmpty())) {
            return;
        }
        html.append("<tr><th>").append(escaped(metric.title())).append("</th>");
        for (Contestant each : measured.contestants()) {
            cell(each.spread(metric).map(spread -> Numbers.shown(spread.median())).orElse(""));
        }
        for (Comparison each : measured.comparisons()) {
            var ratio = each.ratios().get(metric);
            cell(ratio == null ? "" : Numbers.ratio(ratio));
        }
        html.append("</tr>");
    }

    private void peakRow(ShapeOutcome.Measured measured) {
        html.append("<tr><th>peak memory</th>");
        for (Contestant each : measured.contestants()) {
            var bytes = each.peakResidentBytes();
            cell(bytes.isPresent() ? Numbers.mebibytes(bytes.getAsLong()) : "");
        }
        measured.comparisons().forEach(each -> cell(""));
        html.append("</tr>");
    }

    private void cell(String content) {
        html.append("<td>").append(escaped(content)).append("</td>");
    }
}
