package dev.stanchion.bench.page;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Percentiles;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.ShapeTitle;
import dev.stanchion.load.figures.Spread;
import dev.stanchion.load.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads the output of {@link JsonReport}. It skips values that follow from the rounds, and unknown
 * names. If older readers must not skip a name, the file has another format number.
 */
final class ResultFile {
    private static final double NANOS = 1e9;

    private ResultFile() {}

    /** Reads a file. */
    static BenchResult read(Path file) {
        try {
            return parse("file " + file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new LoadException(
                    "file " + file + " does not exist",
                    "Write it with 'bin/stanchion bench --json " + file + "'.",
                    e);
        } catch (IOException e) {
            throw new LoadException(
                    "file " + file + " cannot be read: " + e.getMessage(), "Name another one.", e);
        }
    }

    static BenchResult parse(String origin, String text) {
        JsonValue result = JsonValue.parse(origin, text);
        JsonValue format = result.field("format");
        if (format.count() != JsonReport.FORMAT) {
            throw format.refused(
                    "is %d (expected: %d)".formatted(format.count(), JsonReport.FORMAT));
        }
        return new BenchResult(
                instant(result.field("began")),
                result.field("machine").string(),
                result.field("settings").string(),
                all(result.field("shapes")).stream().map(ResultFile::outcome).toList());
    }

    private static Instant instant(JsonValue value) {
        try {
            return Instant.parse(value.string());
        } catch (DateTimeParseException e) {
            throw value.refused("is no time, as 2026-01-31T12:00:00Z is one");
        }
    }

    /** Returns the elements of an array that must have some. */
    private static List<JsonValue> all(JsonValue array) {
        List<JsonValue> elements = array.elements();
        if (elements.isEmpty()) {
            throw array.refused("is empty");
        }
        return elements;
    }

    private static ShapeOutcome outcome(JsonValue shape) {
        ShapeTitle title =
                new ShapeTitle(shape.field("name").string(), shape.field("description").string());
        return shape.optional("failed")
                .<ShapeOutcome>map(failed ->
                        new ShapeOutcome.Failed(
                                title,
                                failed.field("server").string(),
                                failed.field("problem").string(),
                                failed.field("remedy").string()))
                .orElseGet(() ->
                        new ShapeOutcome.Measured(
                                title,
                                all(shape.field("servers")).stream()
                                        .map(ResultFile::contestant)
                                        .toList(),
                                shape.field("comparisons").elements().stream()
                                        .map(ResultFile::comparison)
                                        .toList()));
    }

    private static Contestant contestant(JsonValue server) {
        return new Contestant(
                server.field("name").string(),
                server.optional("first").map(ResultFile::round),
                all(server.field("rounds")).stream().map(ResultFile::round).toList(),
                server.optional("peakResidentBytes")
                        .map(bytes -> OptionalLong.of(bytes.count()))
                        .orElseGet(OptionalLong::empty));
    }

    private static Comparison comparison(JsonValue comparison) {
        Map<Metric, Spread> ratios = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            comparison
                    .field("ratios")
                    .optional(metric.key())
                    .ifPresent(spread -> ratios.put(metric, spread(spread)));
        }
        return new Comparison(
                comparison.field("first").string(), comparison.field("second").string(), ratios);
    }

    private static Spread spread(JsonValue spread) {
        return new Spread(
                Math.toIntExact(spread.field("count").count()),
                spread.field("min").positive(),
                spread.field("lowerQuartile").positive(),
                spread.field("median").positive(),
                spread.field("upperQuartile").positive(),
                spread.field("max").positive());
    }

    private static Round round(JsonValue round) {
        long published = round.field("published").count();
        long delivered = round.field("delivered").count();
        if (published == 0 && delivered == 0) {
            throw round.refused("has no messages");
        }
        long messages = published > 0 ? published : delivered;
        return new Round(
                published,
                delivered,
                Math.round(round.field("seconds").positive() * NANOS),
                round.optional("serverCpuMicros").map(JsonValue::number).orElse(Double.NaN),
                round.field("driverCpuMicrosPerMessage").number() * messages,
                round.optional("acknowledged").map(ResultFile::timing),
                round.optional("received").map(ResultFile::timing),
                round.optional("readyMillis").map(JsonValue::number));
    }

    private static Round.Timing timing(JsonValue timing) {
        return new Round.Timing(
                percentiles(timing.field("microsSinceDue")),
                percentiles(timing.field("microsSinceSent")));
    }

    private static Percentiles percentiles(JsonValue percentiles) {
        return new Percentiles(
                percentiles.field("count").count(),
                Percentiles.SHARES.stream()
                        .map(share -> percentiles.field("p" + share).number())
                        .toList(),
                percentiles.field("max").number());
    }
}
