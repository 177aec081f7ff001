package dev.stanchion.engine.subscription;

import java.util.ArrayList;
import java.util.List;

/**
 * Why an operator has nothing sent to a position.
 *
 * @param ofChannel whether all positions of the channel pause
 * @param by the user who asked for it
 * @param untilEpochNanos when it ends by itself; {@link Long#MAX_VALUE} if it does not
 * @param reason may be empty
 */
public record Pause(
        boolean ofChannel, String by, long sinceEpochNanos, long untilEpochNanos, String reason) {
    private static final int PARTS = 5;

    /** Returns the text in which pauses are recorded: one line for each. */
    static String toText(Iterable<Pause> pauses) {
        StringBuilder text = new StringBuilder();
        for (Pause each : pauses) {
            text.append(each.untilEpochNanos)
                    .append(' ')
                    .append(each.sinceEpochNanos)
                    .append(each.ofChannel ? " c " : " p ")
                    .append(each.by.replace(' ', '_'))
                    .append(' ')
                    .append(each.reason.replace('\n', ' '))
                    .append('\n');
        }
        return text.toString();
    }

    /** Reads a text that {@link #toText} has written. What cannot be read is no pause. */
    static List<Pause> parse(String text) {
        List<Pause> pauses = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] parts = line.split(" ", PARTS);
            if (parts.length == PARTS) {
                try {
                    pauses.add(
                            new Pause(
                                    parts[2].equals("c"),
                                    parts[3],
                                    Long.parseLong(parts[1]),
                                    Long.parseLong(parts[0]),
                                    parts[4]));
                } catch (NumberFormatException ofAnotherVersion) {
                    // deliveries go on rather than wait for nobody knows what
                }
            }
        }
        return pauses;
    }
}
