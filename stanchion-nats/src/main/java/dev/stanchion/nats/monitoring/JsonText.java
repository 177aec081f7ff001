package dev.stanchion.nats.monitoring;

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
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes JSON as Go's encoder does: indented by two spaces, one member on each line, and without
 * characters that have a meaning in HTML.
 */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final Separators SEPARATORS =
            Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");

    /** The content of a page between its outer braces. */
    interface Content extends Consumer<JsonGenerator> {}

    private JsonText() {}

    static String of(Content content) {
        return write(
                content,
                new ObjectWriteContext.Base() {
                    @Override
                    public PrettyPrinter getPrettyPrinter() {
                        return new DefaultPrettyPrinter(SEPARATORS)
                                .withObjectIndenter(INDENTER)
                                .withArrayIndenter(INDENTER);
                    }

                    @Override
                    public boolean hasPrettyPrinter() {
                        return true;
                    }

                    @Override
                    public CharacterEscapes getCharacterEscapes() {
                        return HtmlSafe.INSTANCE;
                    }
                });
    }

    /** Returns the JSON on one line. */
    static String compact(Content content) {
        return write(content, ObjectWriteContext.empty());
    }

    private static String write(Content content, ObjectWriteContext context) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(context, text)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Writes the member only if the text is not empty. */
    static void optional(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    /** Writes the member only if the value is true. */
    static void optional(JsonGenerator json, String name, boolean value) {
        if (value) {
            json.writeBooleanProperty(name, true);
        }
    }

    /** Writes whole numbers without a point. */
    static void decimal(JsonGenerator json, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
            json.writeNumberProperty(name, (long) value);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    static void emptyObject(JsonGenerator json, String name) {
        json.writeObjectPropertyStart(name);
        json.writeEndObject();
    }

    private static final class HtmlSafe extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final HtmlSafe INSTANCE = new HtmlSafe();

        private static final int[] CODES = codes();

        private static int[] codes() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_CUSTOM;
            codes['>'] = ESCAPE_CUSTOM;
            codes['&'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return CODES;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return new SerializedString("\\u%04x".formatted(character));
        }
    }
}
