package dev.stanchion.server.api;

import dev.stanchion.server.http.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the components of a record as fields of an object. A component that ends with {@code
 * EpochNanos} becomes a time, and one that ends with {@code Nanos} becomes seconds.
 */
final class FactsJson {
    private static final String TIME = "EpochNanos";
    private static final String DURATION = "Nanos";
    private static final double NANOS_PER_SECOND = 1e9;

    private FactsJson() {}

    static void write(JsonGenerator json, Record facts) {
        write(json, facts, UnaryOperator.identity());
    }

    /**
     * Writes them with other texts.
     *
     * @param told returns what is written in place of a text
     */
    static void write(JsonGenerator json, Record facts, UnaryOperator<String> told) {
        for (RecordComponent component : facts.getClass().getRecordComponents()) {
            write(json, component.getName(), valueOf(component, facts), told);
        }
    }

    private static Object valueOf(RecordComponent component, Record facts) {
        try {
            return component.getAccessor().invoke(facts);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of a public record", e);
        }
    }

    private static void write(
            JsonGenerator json, String name, Object value, UnaryOperator<String> told) {
        switch (value) {
            case Long nanos when name.endsWith(TIME) -> Json.time(json, without(TIME, name), nanos);
            case Long nanos when name.endsWith(DURATION) ->
                    json.writeNumberProperty(
                            without(DURATION, name) + "Seconds", nanos / NANOS_PER_SECOND);
            case Long number -> json.writeNumberProperty(name, number);
            case Integer number -> json.writeNumberProperty(name, number);
            case Double number -> json.writeNumberProperty(name, number);
            case Boolean truth -> json.writeBooleanProperty(name, truth);
            default -> json.writeStringProperty(name, told.apply(value.toString()));
        }
    }

    private static String without(String end, String name) {
        return name.substring(0, name.length() - end.length());
    }
}
