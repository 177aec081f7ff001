package dev.stanchion.load.report;

import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Writes one table per shape, for a terminal. */
public final class TextReport {
    private TextReport() {}

    /** Returns the text above the tables. */
    public static String head(BenchResult result) {
        return result.machine() + "\n" + result.settings() + "\n";
    }

    /** Returns the table of a shape. */
    public static String of(ShapeOutcome outcome) {
        return switch (outcome) {
            case ShapeOutcome.Measured measured -> of(measured);
            case ShapeOutcome.Failed failed ->
                    title(failed)
                            + "  NOT MEASURED, %s: %s\n  %s\n"
                                    .formatted(failed.server(), failed.problem(), failed.remedy());
        };
    }

    private static String title(ShapeOutcome outcome) {
        return outcome.shape().name() + "  " + outcome.shape().description() + "\n";
    }

    private static String of(ShapeOutcome.Measured measured) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        measured.contestants().forEach(each -> head.add(each.name()));
        measured.comparisons().forEach(each -> head.add(each.title()));
        rows.add(head);
        for (Metric metric : Metric.values()) {
            metric(measured, metric, rows);
        }
        first(measured, rows);
        peak(measured, rows);
        driver(measured, rows);
        return title(measured) + aligned(rows);
    }

    private static void metric(
            ShapeOutcome.Measured measured, Metric metric, List<List<String>> rows) {
        List<String> row = new ArrayList<>(List.of(metric.title()));
        measured.contestants()
                .forEach(each ->
                        row.add(
                                each.spread(metric)
                                        .map(spread -> Numbers.shown(spread.median()))
                                        .orElse("")));
        for (Comparison comparison : measured.comparisons()) {
            Spread ratio = comparison.ratios().get(metric);
            row.add(ratio == null ? "" : Numbers.ratio(ratio));
        }
        addUnlessEmpty(rows, row);
    }

    private static void first(ShapeOutcome.Measured measured, List<List<String>> rows) {
        List<String> row = new ArrayList<>(List.of("first run, " + Metric.CPU.title()));
        measured.contestants()
                .forEach(each ->
                        row.add(
                                each.first()
                                        .flatMap(Metric.CPU::of)
                                        .map(Numbers::shown)
                                        .orElse("")));
        addUnlessEmpty(rows, row);
    }

    private static void peak(ShapeOutcome.Measured measured, List<List<String>> rows) {
        List<String> row = new ArrayList<>(List.of("peak memory"));
        for (Contestant each : measured.contestants()) {
            OptionalLong bytes = each.peakResidentBytes();
            row.add(bytes.isPresent() ? Numbers.mebibytes(bytes.getAsLong()) : "");
        }
        addUnlessEmpty(rows, row);
    }

    private static void driver(ShapeOutcome.Measured measured, List<List<String>> rows) {
        List<String> row = new ArrayList<>(List.of("driver CPU, us/message"));
        measured.contestants().forEach(each -> row.add(Numbers.shown(each.driverCpuPerMessage())));
        rows.add(row);
    }

    private static void addUnlessEmpty(List<List<String>> rows, List<String> row) {
        if (row.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
            rows.add(row);
        }
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        StringBuilder text = new StringBuilder();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                line.append(' ');
                // Names are aligned left, figures are aligned right.
                line.append(column == 0 ? row.get(0) + padding : " " + padding + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
