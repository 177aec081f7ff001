package dev.stanchion.server.monitoring.metrics;

import dev.stanchion.engine.publish.DurationHistogram;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Builds a page of metrics in Prometheus's text format 0.0.4: all values of a metric are together,
 * each of them once. Confined to one thread.
 */
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<Family, StringBuilder> lines = new EnumMap<>(Family.class);
    private final Set<String> seen = new HashSet<>();
    private long length;

    /** Returns the length of the page so far, in characters. */
    long length() {
        return length;
    }

    void add(Family family, Labels labels, long value) {
        line(family, family.metric() + labels.inBraces(), Long.toString(value));
    }

    void addSeconds(Family family, Labels labels, long nanos) {
        line(family, family.metric() + labels.inBraces(), seconds(nanos));
    }

    void add(Family family, Labels labels, DurationHistogram.Counts histogram) {
        String bucket = family.metric() + "_bucket";
        long sum = 0;
        for (int i = 0; i < histogram.buckets().size(); i++) {
            sum += histogram.buckets().get(i);
            int bound = DurationHistogram.FIRST_BOUND + i;
            String le = bound > DurationHistogram.LAST_BOUND ? "+Inf" : seconds(1L << bound);
            line(family, bucket + labels.and("le", le).inBraces(), Long.toString(sum));
        }
        line(family, family.metric() + "_sum" + labels.inBraces(), seconds(histogram.sumNanos()));
        line(family, family.metric() + "_count" + labels.inBraces(), Long.toString(sum));
    }

    /**
     * Adds a line, unless it is there already. Two subscriptions may have equal labels, and
     * Prometheus refuses a page with both.
     */
    private void line(Family family, String series, String value) {
        if (seen.add(series)) {
            lines.computeIfAbsent(family, first -> new StringBuilder())
                    .append(series)
                    .append(' ')
                    .append(value)
                    .append('\n');
            length += series.length() + value.length() + 2;
        }
    }

    private static String seconds(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9);
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach((family, values) ->
                text.append("# HELP ")
                        .append(family.metric())
                        .append(' ')
                        .append(family.help())
                        .append("\n# TYPE ")
                        .append(family.metric())
                        .append(' ')
                        .append(family.type())
                        .append('\n')
                        .append(values));
        return text.toString();
    }
}
