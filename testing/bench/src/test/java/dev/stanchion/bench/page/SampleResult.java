package dev.stanchion.bench.page;

import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Latencies;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.ShapeTitle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A result with everything that a result can have. */
final class SampleResult {
    private SampleResult() {}

    static BenchResult get() {
        Contestant first = contestant("stanchion", 20_000);
        Contestant second = contestant("<other>", 10_000);
        ShapeTitle shape = new ShapeTitle("1:1", "1 publisher, 1 subscriber, 128 B");
        return new BenchResult(
                Instant.EPOCH,
                "a machine",
                "some settings",
                List.of(
                        new ShapeOutcome.Measured(
                                shape,
                                List.of(first, second),
                                List.of(Comparison.of(first, second))),
                        new ShapeOutcome.Failed(shape, "<other>", "it broke", "Mend it.")));
    }

    private static Contestant contestant(String name, long rate) {
        return new Contestant(
                name,
                Optional.of(round(rate / 2, 90_000)),
                List.of(round(rate, 20_000), round(rate + 100, 30_000), unknownCpu(rate)),
                OptionalLong.of(64L * 1024 * 1024));
    }

    private static Round round(long messages, double cpu) {
        Latencies latencies = new Latencies();
        latencies.record(0, 500_000, 1_000_000);
        return new Round(
                messages,
                messages,
                1_500_000_000,
                cpu,
                messages * 0.25,
                Round.Timing.of(latencies),
                Round.Timing.of(latencies),
                Optional.of(250.0));
    }

    /** A round that only delivers, as those of the shape catch-up do. */
    private static Round unknownCpu(long messages) {
        return new Round(
                0,
                messages,
                1_000_000_000,
                Double.NaN,
                messages * 0.5,
                Optional.empty(),
                Round.Timing.of(oneLatency()),
                Optional.empty());
    }

    private static Latencies oneLatency() {
        Latencies latencies = new Latencies();
        latencies.record(0, 0, 2_000_000);
        return latencies;
    }
}
