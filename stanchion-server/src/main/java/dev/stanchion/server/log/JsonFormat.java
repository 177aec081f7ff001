package dev.stanchion.server.log;

import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.logging.LogRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one event as one object in one line: {@code time}, {@code level}, {@code component},
 * {@code pid}, {@code message}, and {@code stackTrace} for a bug. The time is UTC, whatever the
 * zone.
 */
final class JsonFormat extends EventFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private final long pid;

    JsonFormat(long pid) {
        this.pid = pid;
    }

    @Override
    public String format(LogRecord event) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("time", time(event.getInstant()));
            json.writeStringProperty("level", LineLevel.of(event.getLevel()).label());
            json.writeStringProperty("component", component(logger(event)));
            json.writeNumberProperty("pid", pid);
            json.writeStringProperty("message", text(event));
            if (event.getThrown() != null) {
                json.writeStringProperty("stackTrace", trace(event.getThrown()));
            }
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static String component(String logger) {
        return Layer.of(logger) == Layer.FOREIGN ? logger : Component.of(logger).label();
    }

    private static String time(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
