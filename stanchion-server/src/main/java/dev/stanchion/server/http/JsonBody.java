package dev.stanchion.server.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * An object in the body of a call. Whoever reads it takes its fields one by one and then ends: a
 * field that nobody took is an error, because a misspelled field must not change what a request
 * does. Errors name the field by a JSON pointer. Belongs to one call.
 */
public final class JsonBody {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_FIELDS = 1000;

    /** The fields whose texts are nobody's business but the caller's. */
    private static final Set<String> CONTENTS = Set.of("data", "dataBase64", "password", "token");

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(30)
                                    .maxNameLength(1000)
                                    .build())
                    .build();

    private final String pointer;
    private final Map<String, Object> fields;
    private final Set<String> taken = new HashSet<>();

    private JsonBody(String pointer, Map<String, Object> fields) {
        this.pointer = pointer;
        this.fields = fields;
    }

    /**
     * Reads the body of a call. A call without a body has an object without fields.
     *
     * @throws ProblemException if it is not one JSON object
     */
    public static JsonBody of(Call call) {
        if (!call.hasBody()) {
            return new JsonBody("", Map.of());
        }
        if (!call.mediaType().equals("application/json")) {
            throw new ProblemException(
                    Problem.of(
                            Code.WRONG_MEDIA_TYPE,
                            "the body has another type than application/json"));
        }
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), call.body())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("", "expected: a JSON object");
            }
            Map<String, Object> fields = object(in);
            if (in.nextToken() != null) {
                throw invalid("", "expected: nothing after the object");
            }
            return new JsonBody("", fields);
        } catch (JacksonException malformed) {
            throw invalid("", "is not valid JSON: " + reason(malformed));
        }
    }

    /**
     * Returns the body of a call in JSON for a record of it: without payloads of messages and
     * without secrets. Empty if there is none, or if it is not valid.
     */
    public static String withoutContents(Call call) {
        if (!call.hasBody()) {
            return "";
        }
        try {
            JsonBody body = of(call);
            return Json.object(out -> writeMembers(out, body.fields));
        } catch (ProblemException invalid) {
            return "";
        }
    }

    private static void writeMembers(JsonGenerator out, Map<?, ?> fields) {
        fields.forEach((key, value) -> {
            String name = String.valueOf(key);
            out.writeName(name);
            if (CONTENTS.contains(name) && value instanceof String text) {
                out.writeString("(" + text.length() + " characters)");
            } else if (name.equals("messages") && value instanceof List<?> messages) {
                out.writeString("(" + messages.size() + " messages)");
            } else {
                write(out, value);
            }
        });
    }

    private static void write(JsonGenerator out, Object value) {
        switch (value) {
            case Map<?, ?> object -> {
                out.writeStartObject();
                writeMembers(out, object);
                out.writeEndObject();
            }
            case List<?> items -> {
                out.writeStartArray();
                items.forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case String text -> out.writeString(text);
            case BigInteger number -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            default -> out.writeNull();
        }
    }

    /** Returns the reason without the place in the source, which shows the content. */
    private static String reason(JacksonException malformed) {
        String text =
                malformed instanceof JacksonIOException
                        ? "it is not UTF-8"
                        : String.valueOf(malformed.getOriginalMessage());
        TokenStreamLocation place = malformed.getLocation();
        if (place == null) {
            return text; // a bound was exceeded
        }
        return text + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static Map<String, Object> object(JsonParser in) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, value(in));
            if (fields.size() > MAX_FIELDS) {
                throw invalid("", "expected: at most " + MAX_FIELDS + " fields in an object");
            }
        }
        return fields;
    }

    private static Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
                yield items;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> Nothing.NULL;
        };
    }

    /** The value {@code null}. */
    private enum Nothing {
        NULL
    }

    private @Nullable Object take(String name) {
        taken.add(name);
        return fields.get(name);
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.invalid(pointer.isEmpty() ? "/" : pointer, detail));
    }

    /** Returns the error of a field. */
    public ProblemException wrong(String name, String expected) {
        return invalid(pointer + "/" + escaped(name), "expected: " + expected);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns whether the field is there. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Takes a text. */
    public Optional<String> text(String name) {
        Object value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(name, "a text");
    }

    /** Takes a text that may not be missing. */
    public String textOrThrow(String name) {
        return text(name).orElseThrow(() -> wrong(name, "a text; it is missing"));
    }

    /** Takes true or false. */
    public Optional<Boolean> truth(String name) {
        Object value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean truth) {
            return Optional.of(truth);
        }
        throw wrong(name, "true or false");
    }

    /** Takes a whole number. */
    public OptionalLong number(String name, long least, long most) {
        Object value = take(name);
        return value == null
                ? OptionalLong.empty()
                : OptionalLong.of(whole(value, name, least, most));
    }

    private long whole(Object value, String name, long least, long most) {
        if (value instanceof BigInteger number
                && number.bitLength() < Long.SIZE
                && number.longValueExact() >= least
                && number.longValueExact() <= most) {
            return number.longValueExact();
        }
        throw wrong(name, "a whole number from %d to %d".formatted(least, most));
    }

    /** Takes a number with or without a fraction. */
    public Optional<BigDecimal> decimal(String name) {
        Object value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof BigDecimal number) {
            return Optional.of(number);
        }
        if (value instanceof BigInteger number) {
            return Optional.of(new BigDecimal(number));
        }
        throw wrong(name, "a number");
    }

    /** Takes a list of whole numbers; empty if it is missing. */
    public List<Long> numbers(String name, long least, long most, int maxItems) {
        List<Long> numbers = new ArrayList<>();
        for (Object item : items(name, maxItems)) {
            numbers.add(whole(item, name, least, most));
        }
        return numbers;
    }

    private List<?> items(String name, int maxItems) {
        Object value = take(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> items && items.size() <= maxItems) {
            return items;
        }
        throw wrong(name, "a list of at most " + maxItems);
    }

    /** Takes an object; empty if it is missing. */
    public Optional<JsonBody> object(String name) {
        Object value = take(name);
        return value == null ? Optional.empty() : Optional.of(asObject(value, name));
    }

    /** Takes a list of objects; empty if it is missing. */
    public List<JsonBody> objects(String name, int maxItems) {
        List<JsonBody> objects = new ArrayList<>();
        int index = 0;
        for (Object item : items(name, maxItems)) {
            objects.add(asObject(item, name + "/" + index++));
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // only object() creates maps
    private JsonBody asObject(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return new JsonBody(pointer + "/" + name, (Map<String, Object>) map);
        }
        throw wrong(name, "an object");
    }

    /** Returns whether the field is there and is a text. */
    public boolean isText(String name) {
        return fields.get(name) instanceof String;
    }

    /**
     * Ends the object.
     *
     * @throws ProblemException if it has a field that nobody took
     */
    public void end() {
        for (String name : fields.keySet()) {
            if (!taken.contains(name)) {
                throw invalid(pointer + "/" + escaped(name), "unknown field");
            }
        }
    }
}
