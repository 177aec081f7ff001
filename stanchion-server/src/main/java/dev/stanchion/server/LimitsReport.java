package dev.stanchion.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits as the log shows them at the start. A star marks a default. Source: {@code
 * spec/operations.md} 3.
 */
final class LimitsReport {
    private static final int VALUE_COLUMNS = 13;
    private static final int DETAIL_COLUMNS = 35;
    private static final String UNLIMITED = "unlimited";
    private static final String UNITS = "KMGTPE";
    private static final int BITS_PER_UNIT = 10;

    private LimitsReport() {}

    static List<String> lines(LimitsTable table) {
        List<String> lines = new ArrayList<>(ofServer(table.ofServer()));
        List<LimitsTable.Row> rows = table.rows();
        if (rows.isEmpty()) {
            lines.add("----------------------------------");
        } else {
            lines.add("-------- List of Channels ---------");
            rows.forEach(row -> addChannel(lines, row));
            lines.add("-----------------------------------");
        }
        return lines;
    }

    private static List<String> ofServer(Limits limits) {
        Limits standard = Limits.DEFAULT;
        return List.of(
                "---------- Store Limits ----------",
                count("Channels:        ", limits.maxChannels(), standard.maxChannels()),
                "--------- Channels Limits --------",
                count("  Subscriptions: ", limits.maxSubscriptions(), standard.maxSubscriptions()),
                count("  Messages     : ", limits.maxMessages(), standard.maxMessages()),
                bytes("  Bytes        : ", limits.maxBytes(), standard.maxBytes()),
                time("  Age          : ", limits.maxAge(), standard.maxAge()),
                time("  Inactivity   : ", limits.maxInactivity(), standard.maxInactivity()));
    }

    /** Adds the name, and the limits that differ from the inherited ones. */
    private static void addChannel(List<String> lines, LimitsTable.Row row) {
        String indent = " ".repeat(row.depth());
        Limits own = row.limits();
        Limits inherited = row.inherited();
        lines.add(indent + row.pattern());
        if (own.maxSubscriptions() != inherited.maxSubscriptions()) {
            lines.add(detail(indent, "Subscriptions", count(own.maxSubscriptions())));
        }
        if (own.maxMessages() != inherited.maxMessages()) {
            lines.add(detail(indent, "Messages", count(own.maxMessages())));
        }
        if (own.maxBytes() != inherited.maxBytes()) {
            lines.add(detail(indent, "Bytes", size(own.maxBytes())));
        }
        if (!own.maxAge().equals(inherited.maxAge())) {
            lines.add(detail(indent, "Age", time(own.maxAge())));
        }
        if (!own.maxInactivity().equals(inherited.maxInactivity())) {
            lines.add(detail(indent, "Inactivity", time(own.maxInactivity())));
        }
    }

    private static String detail(String indent, String name, String value) {
        String head = indent + " |-> " + name;
        int blanks = Math.max(1, DETAIL_COLUMNS - head.length() - value.length());
        return head + " ".repeat(blanks) + value;
    }

    private static String padded(String value) {
        return " ".repeat(Math.max(0, VALUE_COLUMNS - value.length())) + value;
    }

    private static String count(long limit) {
        return limit == 0 ? UNLIMITED : Long.toString(limit);
    }

    private static String size(long limit) {
        return limit == 0 ? UNLIMITED : bytes(limit);
    }

    private static String time(Duration limit) {
        return limit.isZero() ? UNLIMITED : GoText.duration(limit);
    }

    private static String count(String name, long limit, long standard) {
        return line(name, count(limit), limit == standard);
    }

    private static String bytes(String name, long limit, long standard) {
        return line(name, size(limit), limit == standard);
    }

    private static String time(String name, Duration limit, Duration standard) {
        return line(name, time(limit), limit.equals(standard));
    }

    private static String line(String name, String value, boolean isStandard) {
        return name + padded(value) + (isStandard ? " *" : "");
    }

    private static String bytes(long limit) {
        if (limit < 1024) {
            return limit + " B";
        }
        int unit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(limit)) / BITS_PER_UNIT;
        int shift = unit * BITS_PER_UNIT;
        long hundredths = (limit >>> shift) * 100 + hundredths(limit & ((1L << shift) - 1), shift);
        long fraction = hundredths % 100;
        return hundredths / 100
                + (fraction < 10 ? ".0" : ".")
                + fraction
                + " "
                + UNITS.charAt(unit - 1)
                + "B";
    }

    /**
     * Returns the hundredths in {@code rest / 2^shift}, rounded half to even. A {@code BigDecimal}
     * would cost a tenth of the start, most of it for its tables of powers.
     */
    private static long hundredths(long rest, int shift) {
        long mask = (1L << shift) - 1;
        long tenths = rest * 10; // fits in 64 bits without a sign
        long hundreds = (tenths & mask) * 10;
        long whole = (tenths >>> shift) * 10 + (hundreds >>> shift);
        int half = Long.compareUnsigned(hundreds & mask, 1L << (shift - 1));
        boolean isUp = half > 0 || (half == 0 && whole % 2 == 1);
        return isUp ? whole + 1 : whole;
    }
}
