package dev.stanchion.server.values;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Integers as Go writes them: {@code 42}, {@code -0x2a}, {@code 0o52}, {@code 052}, {@code
 * 0b10_1010}. Source: {@code strconv.ParseInt} with base 0.
 */
public final class GoInteger {
    /** An underscore may stand between digits, and between the prefix and the first digit. */
    private static final Pattern DECIMAL = Pattern.compile("[1-9](?:_?[0-9])*");

    private static final Pattern OCTAL = Pattern.compile("0[oO]?(?:_?[0-7])+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX](?:_?[0-9a-fA-F])+");
    private static final Pattern BINARY = Pattern.compile("0[bB](?:_?[01])+");

    private GoInteger() {}

    /**
     * Reads a 64-bit integer.
     *
     * @throws BadValueException with Go's reason: {@code parse error} or {@code value out of range}
     */
    public static long parse(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger magnitude = magnitude(unsigned);
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (value.bitLength() >= Long.SIZE) {
            throw new BadValueException(BadValueException.OUT_OF_RANGE);
        }
        return value.longValue();
    }

    private static BigInteger magnitude(String unsigned) {
        if (unsigned.equals("0")) {
            return BigInteger.ZERO;
        }
        String digits = unsigned.replace("_", "");
        if (DECIMAL.matcher(unsigned).matches()) {
            return new BigInteger(digits);
        }
        if (HEXADECIMAL.matcher(unsigned).matches()) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (BINARY.matcher(unsigned).matches()) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (OCTAL.matcher(unsigned).matches()) {
            return new BigInteger(digits.substring(1).replaceFirst("^[oO]", ""), 8);
        }
        throw new BadValueException(BadValueException.PARSE_ERROR);
    }
}
