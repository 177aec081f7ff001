package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.client.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** A delivered message as {@code listen} prints it. Immutable. */
final class DeliveryLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final String channel;
    private final long sequence;
    private final Instant timestamp;
    private final boolean redelivered;
    private final int redeliveryCount;
    private final byte[] data;

    /**
     * Takes a message's parts.
     *
     * @param sequence unsigned
     * @param redeliveryCount unsigned
     */
    DeliveryLine(
            String channel,
            long sequence,
            Instant timestamp,
            boolean redelivered,
            int redeliveryCount,
            byte[] data) {
        this.channel = channel;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.redelivered = redelivered;
        this.redeliveryCount = redeliveryCount;
        this.data = data;
    }

    static DeliveryLine of(Message message) {
        return new DeliveryLine(
                message.channel(),
                message.sequence(),
                message.timestamp(),
                message.isRedelivered(),
                message.redeliveryCount(),
                message.data());
    }

    /**
     * Returns the line as text, in the user's time zone.
     *
     * @param isPretty whether the white space of JSON is put in order
     */
    String forPeople(Console console, ZoneId zone, boolean isPretty) {
        return "%s %s  %s  %s%s"
                .formatted(
                        console.paint(Style.NAME, Payload.visible(channel)),
                        console.paint(Style.STRONG, "#" + Long.toUnsignedString(sequence)),
                        console.paint(Style.FAINT, TIME.format(timestamp.atZone(zone))),
                        redelivered ? console.paint(Style.WARNING, again()) + "  " : "",
                        isPretty ? Payload.inOneLine(data) : Payload.verbatim(data));
    }

    /**
     * Returns the text for a redelivery. A restarted server knows that the message is redelivered,
     * but not how often.
     */
    private String again() {
        return redeliveryCount == 0
                ? "sent again"
                : "sent again ×" + Integer.toUnsignedString(redeliveryCount);
    }

    /** Returns a JSON object whose data is a string, or Base64 if it is not UTF-8. */
    String forPrograms() {
        JsonLine line =
                new JsonLine()
                        .with("channel", channel)
                        .withUnsigned("sequence", sequence)
                        .with("timestamp", timestamp.toString())
                        .with("redelivered", redelivered)
                        .with("redeliveryCount", Integer.toUnsignedLong(redeliveryCount));
        Payload.text(data)
                .ifPresentOrElse(
                        text -> line.with("data", text),
                        () -> line.with("dataBase64", Base64.getEncoder().encodeToString(data)));
        return line.end();
    }
}
