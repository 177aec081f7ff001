package dev.stanchion.server.http;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON on one line, in the forms of the API. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnX")
                    .withZone(ZoneOffset.UTC);

    private Json() {}

    /** Returns one object. */
    public static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return text.toString();
    }

    /** Writes a list of texts. */
    public static void texts(JsonGenerator out, String name, Collection<String> texts) {
        out.writeArrayPropertyStart(name);
        texts.forEach(out::writeString);
        out.writeEndArray();
    }

    /**
     * Writes a time as text with nanoseconds, because a number of nanoseconds since 1970 exceeds
     * what a browser can represent.
     */
    public static void time(JsonGenerator out, String name, long epochNanos) {
        out.writeStringProperty(name, time(epochNanos));
    }

    /** Returns a time in the form of RFC 3339, with nanoseconds. */
    public static String time(long epochNanos) {
        return RFC_3339.format(
                Instant.ofEpochSecond(
                        Math.floorDiv(epochNanos, NANOS_PER_SECOND),
                        Math.floorMod(epochNanos, NANOS_PER_SECOND)));
    }

    /** Returns a time in the form of RFC 3339, with nanoseconds. */
    public static String time(Instant instant) {
        return RFC_3339.format(instant);
    }
}
