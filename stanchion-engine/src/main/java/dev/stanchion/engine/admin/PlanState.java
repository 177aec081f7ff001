package dev.stanchion.engine.admin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan depends on, in a short text: {@code 5f1c:17:41:1204:7:0}.
 *
 * @param operation tells the operation from others
 * @param incarnation of the channel; another one is another channel, whatever its name
 * @param from the sequence at which the position stands
 * @param last the last sequence of the channel
 * @param messages how many messages the operation concerns
 * @param clients tells the clients that lose their subscriptions; 0 if none does
 */
record PlanState(
        int operation, long incarnation, long from, long last, long messages, int clients) {
    /** More messages than this may be concerned than in the plan. */
    private static final long MOST_MORE = 1_000;

    private static final int PERCENT = 10;

    private static final Pattern TEXT =
            Pattern.compile(
                    "([0-9a-f]{1,8}):(\\d{1,18}|\\d{19}):(\\d{1,18}):(\\d{1,18}):(\\d{1,18}):([0-9a-f]{1,8})");

    /** Returns the state in a text; empty if the text is none. */
    static Optional<PlanState> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PlanState(
                            Integer.parseUnsignedInt(matcher.group(1), 16),
                            Long.parseLong(matcher.group(2)),
                            Long.parseLong(matcher.group(3)),
                            Long.parseLong(matcher.group(4)),
                            Long.parseLong(matcher.group(5)),
                            Integer.parseUnsignedInt(matcher.group(6), 16)));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    String text() {
        return "%x:%d:%d:%d:%d:%x".formatted(operation, incarnation, from, last, messages, clients);
    }

    /** Returns whether a plan that was made on this state may not be carried out on another one. */
    boolean differsFrom(PlanState now) {
        long more = now.messages - messages;
        return operation != now.operation
                || incarnation != now.incarnation
                || clients != now.clients
                || now.from < from
                || now.last < last
                || more > MOST_MORE
                || more > messages * PERCENT / 100;
    }
}
