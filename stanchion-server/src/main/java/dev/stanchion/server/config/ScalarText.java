package dev.stanchion.server.config;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a value without quotes: a boolean, a number, a time, or a text. Source: {@code
 * spec/operations.md} 2.2 and 2.3.
 *
 * <p>Differs: a value that begins like a number and continues otherwise ({@code 1m30s}, {@code
 * 1kbb}) is a text. The Go server refuses the first and drops the second. A number that exceeds 64
 * bits, with its suffix too, is refused; the Go server wraps around.
 */
final class ScalarText {
    private static final String PREFIXES = "kmgtpe";
    private static final Pattern WHOLE =
            Pattern.compile("(-?[0-9]+)(?:([" + PREFIXES + "])(b|i|ib)?)?");
    private static final Pattern FRACTION = Pattern.compile("-?[0-9]+\\.[0-9]+");
    private static final Pattern DATE_LIKE = Pattern.compile("[0-9]+-.*");
    private static final Pattern NO_NUMBER = Pattern.compile("-[^0-9].*|-|\\..*|-?[0-9]+\\.");

    private ScalarText() {}

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException whose message is the reason
     */
    static Value read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "true", "yes", "on" -> new Value.Truth(true);
            case "false", "no", "off" -> new Value.Truth(false);
            default -> numberOrText(text, lower);
        };
    }

    private static Value numberOrText(String text, String lower) {
        Matcher whole = WHOLE.matcher(lower);
        if (whole.matches()) {
            return whole(text, whole);
        }
        if (FRACTION.matcher(text).matches()) {
            return new Value.Fraction(Double.parseDouble(text));
        }
        if (DATE_LIKE.matcher(text).matches()) {
            return moment(text);
        }
        if (NO_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Expected a number with digits on both sides, but got '" + text + "'");
        }
        return new Value.Text(text);
    }

    private static Value whole(String text, Matcher whole) {
        BigInteger number = new BigInteger(whole.group(1)).multiply(multiplier(whole));
        if (number.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("integer '" + text + "' is out of the range");
        }
        return new Value.Whole(number.longValue());
    }

    private static BigInteger multiplier(Matcher whole) {
        String prefix = whole.group(2);
        if (prefix == null) {
            return BigInteger.ONE;
        }
        int power = PREFIXES.indexOf(prefix) + 1;
        return BigInteger.valueOf(whole.group(3) == null ? 1000 : 1024).pow(power);
    }

    private static Value moment(String text) {
        try {
            return new Value.Moment(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("All ISO8601 dates must be in full Zulu form.", e);
        }
    }
}
