package dev.stanchion.server.values;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads sizes in the form of integers in a configuration file: {@code 64k} is 64,000, {@code 64kb},
 * {@code 64ki} and {@code 64kib} are 65,536. Source: {@code spec/operations.md} 2.3.
 *
 * <p>Differs: a number that does not fit into 64 bits is refused. The Go server wraps around.
 */
public final class SizeText {
    private static final String PREFIXES = "kmgtpe";
    private static final Pattern SIZE =
            Pattern.compile("(-?[0-9]+)(?:([" + PREFIXES + "])(b|i|ib)?)?");

    private SizeText() {}

    /** Reads a number of bytes, which may be negative; empty if the text is not a size. */
    public static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        BigInteger bytes = new BigInteger(size.group(1)).multiply(multiplier(size));
        return bytes.bitLength() < Long.SIZE
                ? OptionalLong.of(bytes.longValue())
                : OptionalLong.empty();
    }

    private static BigInteger multiplier(Matcher size) {
        String prefix = size.group(2);
        if (prefix == null) {
            return BigInteger.ONE;
        }
        int power = PREFIXES.indexOf(prefix) + 1;
        return BigInteger.valueOf(size.group(3) == null ? 1000 : 1024).pow(power);
    }
}
