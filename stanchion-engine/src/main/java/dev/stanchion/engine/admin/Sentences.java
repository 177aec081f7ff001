package dev.stanchion.engine.admin;

import java.time.Duration;
import java.util.Locale;

/** Numbers and nouns of the sentences for operators. */
final class Sentences {
    private Sentences() {}

    /** Returns {@code 1 message} or {@code 1,204 messages}. */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** Returns {@code is} or {@code are}, for a count. */
    static String are(long count) {
        return count == 1 ? "is" : "are";
    }

    /** Returns {@code 5m} or {@code 1h30m}. */
    static String duration(long nanos) {
        String text = Duration.ofNanos(nanos).toString().substring("PT".length());
        return text.toLowerCase(Locale.ROOT);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
