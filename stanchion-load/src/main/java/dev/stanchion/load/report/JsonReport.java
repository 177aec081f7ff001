package dev.stanchion.load.report;

import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Percentiles;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.Spread;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes a result for programs, with every round of every server and the ratios. */
public final class JsonReport {
    /** The version of the format. It increases with every incompatible change. */
    public static final int FORMAT = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /** Returns the whole document. */
    public static String of(BenchResult result) {
        StringWriter text = new StringWriter();
        ObjectWriteContext indented =
                new ObjectWriteContext.Base() {
                    @Override
                    public PrettyPrinter getPrettyPrinter() {
                        return new DefaultPrettyPrinter();
                    }
                };
        try (JsonGenerator json = new JsonFactory().createGenerator(indented, text)) {
            new JsonReport(json).write(result);
        }
        return text.append('\n').toString();
    }

    private void write(BenchResult result) {
        json.writeStartObject();
        json.writeNumberProperty("format", FORMAT);
        json.writeStringProperty("began", result.began().toString());
        json.writeStringProperty("machine", result.machine());
        json.writeStringProperty("settings", result.settings());
        json.writeArrayPropertyStart("shapes");
        result.outcomes().forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(ShapeOutcome outcome) {
        json.writeStartObject();
        json.writeStringProperty("name", outcome.shape().name());
        json.writeStringProperty("description", outcome.shape().description());
        switch (outcome) {
            case ShapeOutcome.Measured measured -> {
                json.writeArrayPropertyStart("servers");
                measured.contestants().forEach(this::write);
                json.writeEndArray();
                json.writeArrayPropertyStart("comparisons");
                measured.comparisons().forEach(this::write);
                json.writeEndArray();
            }
            case ShapeOutcome.Failed failed -> {
                json.writeObjectPropertyStart("failed");
                json.writeStringProperty("server", failed.server());
                json.writeStringProperty("problem", failed.problem());
                json.writeStringProperty("remedy", failed.remedy());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private void write(Contestant contestant) {
        json.writeStartObject();
        json.writeStringProperty("name", contestant.name());
        contestant
                .peakResidentBytes()
                .ifPresent(bytes -> json.writeNumberProperty("peakResidentBytes", bytes));
        json.writeObjectPropertyStart("figures");
        spreads(contestant::spread);
        json.writeEndObject();
        contestant
                .first()
                .ifPresent(round -> {
                    json.writeName("first");
                    write(round);
                });
        json.writeArrayPropertyStart("rounds");
        contestant.rounds().forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Comparison comparison) {
        json.writeStartObject();
        json.writeStringProperty("first", comparison.first());
        json.writeStringProperty("second", comparison.second());
        json.writeObjectPropertyStart("ratios");
        spreads(metric -> Optional.ofNullable(comparison.ratios().get(metric)));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void spreads(Function<Metric, Optional<Spread>> spreads) {
        for (Metric metric : Metric.values()) {
            spreads.apply(metric)
                    .ifPresent(spread -> {
                        json.writeObjectPropertyStart(metric.key());
                        json.writeNumberProperty("count", spread.count());
                        json.writeNumberProperty("min", spread.min());
                        json.writeNumberProperty("lowerQuartile", spread.lowerQuartile());
                        json.writeNumberProperty("median", spread.median());
                        json.writeNumberProperty("upperQuartile", spread.upperQuartile());
                        json.writeNumberProperty("max", spread.max());
                        json.writeEndObject();
                    });
        }
    }

    private void write(Round round) {
        json.writeStartObject();
        json.writeNumberProperty("published", round.published());
        json.writeNumberProperty("delivered", round.delivered());
        json.writeNumberProperty("seconds", round.nanos() / 1e9);
        json.writeNumberProperty("messagesPerSecond", round.messagesPerSecond());
        json.writeNumberProperty("deliveriesPerSecond", round.deliveriesPerSecond());
        if (round.hasServerCpu()) {
            json.writeNumberProperty("serverCpuMicros", round.serverCpuMicros());
            json.writeNumberProperty("serverCpuMicrosPerMessage", round.serverCpuPerMessage());
        }
        json.writeNumberProperty("driverCpuMicrosPerMessage", round.driverCpuPerMessage());
        round.readyMillis().ifPresent(millis -> json.writeNumberProperty("readyMillis", millis));
        timing("acknowledged", round.acknowledged());
        timing("received", round.received());
        json.writeEndObject();
    }

    private void timing(String name, Optional<Round.Timing> timing) {
        timing.ifPresent(both -> {
            json.writeObjectPropertyStart(name);
            percentiles("microsSinceDue", both.corrected());
            percentiles("microsSinceSent", both.uncorrected());
            json.writeEndObject();
        });
    }

    private void percentiles(String name, Percentiles percentiles) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("count", percentiles.count());
        for (double share : Percentiles.SHARES) {
            json.writeNumberProperty("p" + share, percentiles.at(share));
        }
        json.writeNumberProperty("max", percentiles.maxMicros());
        json.writeEndObject();
    }
}
