package dev.stanchion.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * The limits as the log shows them at start. A star marks what is the default. Source: {@code
 * spec/operations.md} 3.
 */
final class LimitsReport {
    private static final int VALUE_COLUMNS = 13;
    private static final String UNLIMITED = "unlimited";
    private static final String UNITS = "KMGTPE";

    private LimitsReport() {}

    static List<String> lines(Limits limits) {
        Limits standard = Limits.DEFAULT;
        return List.of(
                "---------- Store Limits ----------",
                count("Channels:        ", limits.maxChannels(), standard.maxChannels()),
                "--------- Channels Limits --------",
                count("  Subscriptions: ", limits.maxSubscriptions(), standard.maxSubscriptions()),
                count("  Messages     : ", limits.maxMessages(), standard.maxMessages()),
                bytes("  Bytes        : ", limits.maxBytes(), standard.maxBytes()),
                time("  Age          : ", limits.maxAge(), standard.maxAge()),
                time("  Inactivity   : ", limits.maxInactivity(), standard.maxInactivity()),
                "----------------------------------");
    }

    private static String count(String name, long limit, long standard) {
        return line(name, limit == 0 ? UNLIMITED : Long.toString(limit), limit == standard);
    }

    private static String bytes(String name, long limit, long standard) {
        return line(name, limit == 0 ? UNLIMITED : bytes(limit), limit == standard);
    }

    private static String time(String name, Duration limit, Duration standard) {
        String value = limit.isZero() ? UNLIMITED : GoText.duration(limit);
        return line(name, value, limit.equals(standard));
    }

    private static String line(String name, String value, boolean isStandard) {
        String padding = " ".repeat(Math.max(0, VALUE_COLUMNS - value.length()));
        return name + padding + value + (isStandard ? " *" : "");
    }

    private static String bytes(long limit) {
        if (limit < 1024) {
            return limit + " B";
        }
        double value = limit / 1024.0;
        int unit = 0;
        while (value >= 1024) {
            value /= 1024;
            unit++;
        }
        BigDecimal rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.toPlainString() + " " + UNITS.charAt(unit) + "B";
    }
}
