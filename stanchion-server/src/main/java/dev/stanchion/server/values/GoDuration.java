package dev.stanchion.server.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 300ms}, {@code 0}. Source:
 * {@code time.ParseDuration}.
 */
public final class GoDuration {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    /** The micro sign can be U+00B5 or U+03BC. */
    private static final Pattern PART =
            Pattern.compile(
                    "\\G([0-9]*)(?:\\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)"); // ms before m

    private GoDuration() {}

    /**
     * Reads a duration in nanoseconds. There are no days, and a number without a unit is refused.
     *
     * @throws BadValueException always with Go's reason, {@code parse error}
     */
    public static long parseNanos(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger magnitude = unsigned.equals("0") ? BigInteger.ZERO : sumOfParts(unsigned);
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (value.bitLength() >= Long.SIZE) {
            throw new BadValueException(BadValueException.PARSE_ERROR);
        }
        return value.longValue();
    }

    private static BigInteger sumOfParts(String unsigned) {
        BigInteger sum = BigInteger.ZERO;
        Matcher part = PART.matcher(unsigned);
        int end = 0;
        while (part.find()) {
            sum = sum.add(part(part));
            end = part.end();
        }
        if (end == 0 || end < unsigned.length()) {
            throw new BadValueException(BadValueException.PARSE_ERROR);
        }
        return sum;
    }

    private static BigInteger part(Matcher part) {
        String whole = part.group(1);
        String fraction = part.group(2) == null ? "" : part.group(2);
        if (whole.isEmpty() && fraction.isEmpty()) {
            throw new BadValueException(BadValueException.PARSE_ERROR);
        }
        long unitNanos = unitNanos(part.group(3));
        if (fraction.isEmpty()) { // as in the defaults, and a start does without BigDecimal
            return new BigInteger(whole).multiply(BigInteger.valueOf(unitNanos));
        }
        BigDecimal number = new BigDecimal("0" + whole + "." + fraction + "0");
        return number.multiply(BigDecimal.valueOf(unitNanos)).toBigInteger();
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default -> MICRO;
        };
    }
}
