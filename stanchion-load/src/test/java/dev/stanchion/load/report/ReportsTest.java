package dev.stanchion.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Latencies;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.ShapeTitle;
import dev.stanchion.load.shape.Shapes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ReportsTest {
    private static final ShapeTitle SHAPE =
            ShapeTitle.of(Shapes.find("1:1").orElseThrow().getFirst());

    private static Round round(long messages, double cpu) {
        Latencies latencies = new Latencies();
        latencies.record(0, 500_000, 1_000_000);
        return new Round(
                messages,
                messages,
                1_000_000_000,
                cpu,
                1000,
                Round.Timing.of(latencies),
                Optional.empty(),
                Optional.of(250.0));
    }

    private static Contestant contestant(String name, long rate) {
        return new Contestant(
                name,
                Optional.of(round(rate / 2, 90_000)),
                List.of(round(rate, 20_000), round(rate + 100, 30_000), round(rate, 20_000)),
                OptionalLong.of(64L * 1024 * 1024));
    }

    private static BenchResult result() {
        Contestant first = contestant("stanchion", 20_000);
        Contestant second = contestant("<other>", 10_000);
        return new BenchResult(
                Instant.EPOCH,
                "a machine",
                "some settings",
                List.of(
                        new ShapeOutcome.Measured(
                                SHAPE,
                                List.of(first, second),
                                List.of(Comparison.of(first, second))),
                        new ShapeOutcome.Failed(SHAPE, "<other>", "it broke", "Mend it.")));
    }

    @Test
    void shouldShowMediansAndRatiosInATable() {
        // when
        String table = TextReport.of(result().outcomes().getFirst());

        // then
        assertThat(table.lines())
                .anySatisfy(line ->
                        assertThat(line)
                                .containsSubsequence(
                                        "messages/s", "20,000", "10,000", "2.00 (1.99 to 2.00)"))
                .anySatisfy(line -> assertThat(line).containsSubsequence("peak memory", "64 MiB"))
                .anySatisfy(line -> assertThat(line).containsSubsequence("first run", "9.00"));
    }

    @Test
    void shouldSayWhyAShapeHasNoFigures() {
        assertThat(TextReport.of(result().outcomes().getLast()))
                .contains("NOT MEASURED, <other>: it broke\n  Mend it.");
    }

    @Test
    void shouldWriteJsonThatParses() {
        // when
        String json = JsonReport.of(result());

        // then
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentName() != null) {
                    names.add(parser.currentName());
                }
            }
        }
        assertThat(names)
                .contains(
                        "messagesPerSecond",
                        "serverCpuMicrosPerMessage",
                        "p99.99",
                        "microsSinceDue",
                        "ratios",
                        "peakResidentBytes",
                        "failed");
        assertThat(json).doesNotContain("NaN", "Infinity");
    }
}
