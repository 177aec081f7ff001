package dev.stanchion.engine.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the key of a message is: a value in its JSON data, or its reply subject. Immutable.
 *
 * <pre>
 *   $.id            the field id of an object
 *   $.order.lines[0].sku
 *   $[0]            the first element of an array
 *   reply           the reply subject that the publisher gave
 * </pre>
 *
 * @param text as written
 * @param steps from the outermost value to the key; empty for the reply
 */
public record KeyExpression(String text, List<Step> steps) {
    static final String EXPECTED =
            "reply, or a path like $.order.lines[0].id with at most 16 steps";

    private static final String REPLY = "reply";
    private static final int MAX_STEPS = 16;
    private static final int MAX_LENGTH = 256;
    private static final Pattern STEP =
            Pattern.compile("\\.([\\p{L}\\p{N}_$@:-]+)|\\[([0-9]{1,5})]");

    public KeyExpression {
        steps = List.copyOf(steps);
    }

    /** One step into a value. */
    public sealed interface Step {
        /** To the field of an object. */
        record Field(String name) implements Step {}

        /** To the element of an array, from 0. */
        record Element(int index) implements Step {}
    }

    /** Returns whether the key is the reply subject. */
    public boolean isReply() {
        return steps.isEmpty();
    }

    /**
     * Reads an expression.
     *
     * @throws PolicyException if it is not one
     */
    public static KeyExpression parse(String text) {
        if (text.equals(REPLY)) {
            return new KeyExpression(text, List.of());
        }
        if (!text.startsWith("$") || text.length() > MAX_LENGTH) {
            throw wrong(text);
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            if (!step.find(at) || step.start() != at || steps.size() == MAX_STEPS) {
                throw wrong(text);
            }
            steps.add(
                    step.group(1) != null
                            ? new Step.Field(step.group(1))
                            : new Step.Element(Integer.parseInt(step.group(2))));
            at = step.end();
        }
        if (steps.isEmpty()) {
            throw wrong(text);
        }
        return new KeyExpression(text, steps);
    }

    private static PolicyException wrong(String text) {
        return new PolicyException("key: \"" + text + "\"", EXPECTED);
    }

    @Override
    public String toString() {
        return text;
    }
}
