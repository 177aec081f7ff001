package dev.stanchion.load.baseline;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.server.Durability;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * A baseline in a file:
 *
 * <pre>
 * { "against": "nats-streaming-server", "durability": "os",
 *   "shapes": { "1:1": { "rate": 2.4, "cpu": 0.35 } } }
 * </pre>
 *
 * <p>Without a durability, the messages were in memory.
 */
public final class BaselineFile {
    private BaselineFile() {}

    static Baseline shipped(String name) {
        try (InputStream in = BaselineFile.class.getResourceAsStream(name + ".json")) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return parse("the shipped baseline " + name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file. */
    public static Baseline read(Path file) {
        try {
            return parse("file " + file, Files.readString(file));
        } catch (IOException e) {
            throw new LoadException(
                    "file " + file + " cannot be read: " + e.getMessage(),
                    "Record one with --record " + file + ".",
                    e);
        }
    }

    /** Writes a file. It overwrites an existing one. */
    public static void write(Path file, Baseline baseline) {
        try {
            Files.writeString(file, text(baseline));
        } catch (IOException e) {
            throw new LoadException(
                    "file " + file + " cannot be written: " + e.getMessage(),
                    "Name another one.",
                    e);
        }
    }

    static String text(Baseline baseline) {
        StringWriter text = new StringWriter();
        ObjectWriteContext indented =
                new ObjectWriteContext.Base() {
                    @Override
                    public PrettyPrinter getPrettyPrinter() {
                        return new DefaultPrettyPrinter();
                    }
                };
        try (JsonGenerator json = new JsonFactory().createGenerator(indented, text)) {
            json.writeStartObject();
            json.writeStringProperty("against", baseline.against());
            json.writeStringProperty("durability", baseline.durability().key());
            json.writeObjectPropertyStart("shapes");
            baseline.shapes()
                    .forEach((shape, ratios) -> {
                        json.writeObjectPropertyStart(shape);
                        ratios.forEach((metric, ratio) ->
                                json.writeNumberProperty(
                                        metric.key(), Math.round(ratio * 1000) / 1000.0));
                        json.writeEndObject();
                    });
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    static Baseline parse(String origin, String text) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            String against = "";
            Durability durability = Durability.MEMORY;
            Map<String, Map<Metric, Double>> shapes = new LinkedHashMap<>();
            expect(origin, json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "against" -> {
                        expect(origin, json, value, JsonToken.VALUE_STRING);
                        against = json.getString();
                    }
                    case "durability" -> {
                        expect(origin, json, value, JsonToken.VALUE_STRING);
                        durability = durability(origin, json);
                    }
                    case "shapes" -> {
                        expect(origin, json, value, JsonToken.START_OBJECT);
                        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                            shapes.put(json.currentName(), ratios(origin, json));
                        }
                    }
                    default -> throw unknown(origin, json, name);
                }
            }
            if (against.isEmpty() || shapes.isEmpty()) {
                throw new LoadException(
                        origin + " is no baseline: it lacks 'against' or 'shapes'",
                        "Record one with --record.");
            }
            return new Baseline(against, durability, shapes);
        } catch (JacksonException e) {
            throw new LoadException(
                    origin + " is no JSON: " + e.getOriginalMessage(),
                    "Record one with --record.",
                    e);
        }
    }

    private static Durability durability(String origin, JsonParser json) {
        String key = json.getString();
        return Durability.find(key).orElseThrow(() -> unknown(origin, json, key));
    }

    private static Map<Metric, Double> ratios(String origin, JsonParser json) {
        expect(origin, json, json.nextToken(), JsonToken.START_OBJECT);
        Map<Metric, Double> ratios = new EnumMap<>(Metric.class);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            Metric metric =
                    Arrays.stream(Metric.values())
                            .filter(each -> each.key().equals(key))
                            .findFirst()
                            .orElseThrow(() -> unknown(origin, json, key));
            JsonToken value = json.nextToken();
            if (!value.isNumeric()) {
                expect(origin, json, value, JsonToken.VALUE_NUMBER_FLOAT);
            }
            ratios.put(metric, json.getDoubleValue());
        }
        return ratios;
    }

    private static void expect(
            String origin, JsonParser json, JsonToken actual, JsonToken expected) {
        if (actual != expected) {
            throw new LoadException(
                    "%s, line %d: %s (expected: %s)"
                            .formatted(origin, line(json), actual, expected),
                    "Record one with --record.");
        }
    }

    private static LoadException unknown(String origin, JsonParser json, String name) {
        return new LoadException(
                "%s, line %d: '%s' is not known".formatted(origin, line(json), name),
                "Record one with --record.");
    }

    private static int line(JsonParser json) {
        return json.currentTokenLocation().getLineNr();
    }
}
