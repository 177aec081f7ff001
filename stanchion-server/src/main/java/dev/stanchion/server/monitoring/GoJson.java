package dev.stanchion.server.monitoring;

import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes JSON exactly as Go's {@code json.MarshalIndent}: two spaces, one field on each line, no
 * line feed at the end, and no character with a meaning in HTML ({@code spec/operations.md} 4.1).
 * Some tools read such pages line by line.
 */
public final class GoJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .characterEscapes(new GoEscapes())
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build();

    private GoJson() {}

    /** Returns one object. */
    public static String object(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(new Indented(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new GoLayout();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /** The line breaks of one document. */
    private static final class GoLayout implements PrettyPrinter {
        private int depth;

        @Override
        public void writeRootValueSeparator(JsonGenerator json) {}

        @Override
        public void writeStartObject(JsonGenerator json) {
            json.writeRaw('{');
            depth++;
        }

        @Override
        public void writeEndObject(JsonGenerator json, int fields) {
            end(json, fields, '}');
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) {
            json.writeRaw(',');
            breakLine(json);
        }

        @Override
        public void writeObjectNameValueSeparator(JsonGenerator json) {
            json.writeRaw(": ");
        }

        @Override
        public void writeStartArray(JsonGenerator json) {
            json.writeRaw('[');
            depth++;
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) {
            end(json, values, ']');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) {
            json.writeRaw(',');
            breakLine(json);
        }

        @Override
        public void beforeArrayValues(JsonGenerator json) {
            breakLine(json);
        }

        @Override
        public void beforeObjectEntries(JsonGenerator json) {
            breakLine(json);
        }

        /** Ends an object or array. An empty one stays on one line. */
        private void end(JsonGenerator json, int things, char bracket) {
            depth--;
            if (things > 0) {
                breakLine(json);
            }
            json.writeRaw(bracket);
        }

        private void breakLine(JsonGenerator json) {
            json.writeRaw('\n');
            json.writeRaw("  ".repeat(depth));
        }
    }

    /** Go also escapes {@code <}, {@code >}, {@code &} and two line separators of Unicode. */
    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        private static final char LINE_SEPARATOR = '\u2028';
        private static final char PARAGRAPH_SEPARATOR = '\u2029';

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['<'] = ESCAPE_STANDARD;
            escapes['>'] = ESCAPE_STANDARD;
            escapes['&'] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case LINE_SEPARATOR -> new SerializedString("\\u2028");
                case PARAGRAPH_SEPARATOR -> new SerializedString("\\u2029");
                default -> null;
            };
        }
    }
}
