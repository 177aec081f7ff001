package dev.stanchion.acceptance.tickets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One event as a listener printed it. */
record ReceivedEvent(
        long sequence, String channel, String id, String title, String price, boolean redelivered) {
    private static final Pattern LINE =
            Pattern.compile(
                    "Event #(\\d+) on (\\S+): id=(\\S+) title=(.+) price=(\\S+)( \\(redelivered\\))?");

    /** Reads a line of a listener's output; empty if it is about something else. */
    static Optional<ReceivedEvent> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new ReceivedEvent(
                        Long.parseLong(matcher.group(1)),
                        matcher.group(2),
                        matcher.group(3),
                        matcher.group(4),
                        matcher.group(5),
                        matcher.group(6) != null));
    }
}
