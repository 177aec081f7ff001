package dev.stanchion.cli.terminal;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Builds one line of JSON for programs. Not safe for use by several threads. */
public final class JsonLine {
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json =
            new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);

    public JsonLine() {
        json.writeStartObject();
    }

    public JsonLine with(String name, String value) {
        json.writeStringProperty(name, value);
        return this;
    }

    public JsonLine with(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    public JsonLine with(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    public JsonLine with(String name, List<String> values) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
        return this;
    }

    /** Adds an unsigned number in all its digits. */
    public JsonLine withUnsigned(String name, long value) {
        json.writeName(name);
        json.writeNumber(Long.toUnsignedString(value));
        return this;
    }

    /** Returns the line; nothing can be added afterwards. */
    public String end() {
        json.writeEndObject();
        json.close();
        return text.toString();
    }
}
