package dev.stanchion.store.sql.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations in the format of Go: {@code 30s}, {@code 1m30s}, {@code 500ms}. Pure. */
final class GoDurationText {
    private static final Pattern PIECE = Pattern.compile("([0-9]*\\.?[0-9]+)(ms|us|µs|ns|s|m|h)");
    private static final Map<String, BigDecimal> MILLIS =
            Map.of(
                    "ns", new BigDecimal("0.000001"),
                    "us", new BigDecimal("0.001"),
                    "µs", new BigDecimal("0.001"),
                    "ms", BigDecimal.ONE,
                    "s", new BigDecimal(1_000),
                    "m", new BigDecimal(60_000),
                    "h", new BigDecimal(3_600_000));

    private GoDurationText() {}

    /**
     * Reads a duration in milliseconds, rounded up.
     *
     * @throws MalformedSourceException if the text is not a duration
     */
    static long millis(String part, String text) {
        if (text.equals("0")) {
            return 0;
        }
        Matcher pieces = PIECE.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (pieces.find() && pieces.start() == end) {
            sum =
                    sum.add(
                            new BigDecimal(pieces.group(1))
                                    .multiply(
                                            MILLIS.getOrDefault(pieces.group(2), BigDecimal.ONE)));
            end = pieces.end();
        }
        if (end != text.length() || end == 0 || sum.compareTo(new BigDecimal(1 << 30)) > 0) {
            throw new MalformedSourceException(
                    part, "\"" + text + "\" (expected: a duration such as 30s or 500ms)");
        }
        return sum.setScale(0, RoundingMode.CEILING).longValueExact();
    }
}
