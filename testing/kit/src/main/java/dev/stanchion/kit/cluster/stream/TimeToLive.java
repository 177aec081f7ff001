package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.NatsHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a message is kept, as its own header says. */
final class TimeToLive {
    /** Kept until something else removes it. */
    static final long FOREVER = -1;

    private static final String HEADER = "Nats-TTL";
    private static final long INVALID = -2;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([smh]?)");

    private TimeToLive() {}

    /** Returns how long a message is kept; {@link #FOREVER} if its headers do not say. */
    static long nanos(byte[] headers) {
        return header(headers).map(TimeToLive::parse).orElse(FOREVER);
    }

    private static Optional<String> header(byte[] headers) {
        return NatsHeaders.find(headers, HEADER).filter(text -> !text.isEmpty());
    }

    private static long parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (text.equals("never")) {
            return FOREVER;
        }
        if (!parts.matches()) {
            return INVALID;
        }
        long unit =
                switch (parts.group(2)) {
                    case "h" -> 3600;
                    case "m" -> 60;
                    default -> 1;
                };
        long seconds = Long.parseLong(parts.group(1)) * unit;
        return seconds == 0 ? FOREVER : seconds * SECOND_NANOS;
    }

    /** Says why a stream does not take a message with such headers. */
    static Optional<ApiError> refusal(byte[] headers, boolean isAllowed) {
        Optional<String> text = header(headers);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!isAllowed) {
            return Optional.of(ApiError.TIME_TO_LIVE_DISABLED);
        }
        return parse(text.get()) == INVALID
                ? Optional.of(ApiError.TIME_TO_LIVE_INVALID)
                : Optional.empty();
    }
}
