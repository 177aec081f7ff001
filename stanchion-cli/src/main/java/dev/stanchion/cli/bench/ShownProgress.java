package dev.stanchion.cli.bench;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.report.TextReport;
import dev.stanchion.load.series.Progress;
import dev.stanchion.load.shape.Shape;
import java.util.Locale;

/** Shows each round as a remark while it goes on, and each shape's table when it is done. */
final class ShownProgress implements Progress {
    private final Console console;

    ShownProgress(Console console) {
        this.console = console;
    }

    @Override
    public void begins(Shape shape) {
        console.remark("Measuring " + shape.name() + ": " + shape.described());
    }

    @Override
    public void ended(String server, Round round, boolean counts) {
        String cpu =
                Metric.CPU
                        .of(round)
                        .map(micros -> String.format(Locale.ROOT, ", %.2f us/msg", micros))
                        .orElse("");
        console.remark(
                "  %s: %,.0f msgs/s%s%s"
                        .formatted(
                                server,
                                round.messagesPerSecond(),
                                cpu,
                                counts ? "" : "  (warming up)"));
    }

    @Override
    public void ended(ShapeOutcome outcome) {
        console.out().println();
        console.out().print(TextReport.of(outcome));
    }
}
