package dev.stanchion.load.ceiling;

import dev.stanchion.load.audience.Audience;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.series.Bench;
import dev.stanchion.load.series.Plan;
import dev.stanchion.load.series.Progress;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Shapes;
import dev.stanchion.load.traffic.RoundLimits;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Measures the driver itself, against the sink. */
public final class Ceiling {
    private static final List<String> NAMES =
            List.of("1:0", "1:1", "sync", "core:1:0:16", "core:1:1:16", "core:1:1:1024");

    private Ceiling() {}

    /** Returns the shapes of this measurement. */
    public static List<Shape> shapes() {
        return Shapes.catalogue().stream().filter(shape -> NAMES.contains(shape.name())).toList();
    }

    /** Runs the shapes. */
    public static BenchResult measure(
            List<Shape> shapes, int rounds, RoundLimits limits, int threads, Clock clock) {
        try (Sink sink = Sink.start()) {
            ServerChoice server =
                    ServerChoice.Running.of("sink", sink.url(), Sink.CLUSTER, OptionalLong.empty());
            Plan plan =
                    new Plan(shapes, List.of(server), 1, rounds, limits, threads, Audience.NONE);
            return new Bench(plan, Progress.NONE, clock).run();
        }
    }

    /** Returns the outcome of a shape in one line. */
    public static String line(ShapeOutcome outcome) {
        String shape = String.format(Locale.ROOT, "  %-14s", outcome.shape().name());
        return switch (outcome) {
            case ShapeOutcome.Measured measured ->
                    shape + figures(measured.contestants().getFirst());
            case ShapeOutcome.Failed failed -> shape + failed.problem();
        };
    }

    private static String figures(Contestant contestant) {
        double cost = contestant.driverCpuPerMessage();
        double rate = contestant.spread(Metric.RATE).orElseThrow().median();
        return String.format(
                Locale.ROOT,
                "%,12.0f msgs/s against the sink; %.3f us/message, so %,.0f msgs/s for each core",
                rate,
                cost,
                1e6 / cost);
    }
}
