package dev.stanchion.server.api;

import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds one value in a message: {@code $.a.b[0]}. It reads no further than the value, and looks at
 * 64 KiB of a message at most. Immutable.
 */
final class JsonPath {
    static final int MAX_BYTES = 64 * 1024;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,6})]");
    private static final int MAX_STEPS = 16;

    private final List<Object> steps;

    private JsonPath(List<Object> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws ProblemException if it has another form
     */
    static JsonPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 1;
        while (text.startsWith("$") && step.find(at) && step.start() == at) {
            steps.add(step.group(1) != null ? step.group(1) : Integer.valueOf(step.group(2)));
            at = step.end();
            if (at == text.length()) {
                break;
            }
        }
        if (steps.isEmpty() || at != text.length() || steps.size() > MAX_STEPS) {
            throw new ProblemException(
                    Problem.invalid("?path", "expected: a path like $.order.lines[0].id"));
        }
        return new JsonPath(steps);
    }

    /** Returns whether the value is there and has this text; numbers and booleans as in JSON. */
    boolean isAt(ByteBuffer message, String wanted) {
        byte[] bytes = new byte[Math.min(message.remaining(), MAX_BYTES)];
        message.duplicate().get(bytes);
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            in.nextToken();
            for (Object step : steps) {
                if (!goTo(in, step)) {
                    return false;
                }
            }
            return in.currentToken() != null
                    && in.currentToken().isScalarValue()
                    && wanted.equals(in.getString());
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static boolean goTo(JsonParser in, Object step) {
        return step instanceof String name ? goToMember(in, name) : goToItem(in, (Integer) step);
    }

    private static boolean goToMember(JsonParser in, String name) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isHere = name.equals(in.currentName());
            in.nextToken();
            if (isHere) {
                return true;
            }
            in.skipChildren();
        }
        return false;
    }

    private static boolean goToItem(JsonParser in, int index) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY && in.currentToken() != null; i++) {
            if (i == index) {
                return true;
            }
            in.skipChildren();
        }
        return false;
    }
}
