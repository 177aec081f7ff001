package dev.stanchion.cli.publish;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Durations;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints a line for each publish, and says why a file was not published. Not safe for use by
 * several threads.
 *
 * @param clock with the user's time zone
 */
public record WatchReport(Console console, Clock clock, boolean forPrograms) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int MOST_CHANGES = 3;

    /**
     * A file that was published, or would have been.
     *
     * @param text the data as people may see it
     * @param ack null if nothing was sent
     */
    record Publish(
            WatchedFile file,
            int bytes,
            String text,
            List<String> changes,
            @Nullable PublishAck ack,
            long nanos) {}

    void published(Publish publish) {
        console.line(forPrograms ? json(publish) : text(publish));
    }

    private String text(Publish publish) {
        PublishAck ack = publish.ack();
        String end =
                ack == null
                        ? "would publish: " + publish.text()
                        : "stored in %s  %s"
                                .formatted(
                                        Durations.shown(publish.nanos()),
                                        console.paint(Style.FAINT, "guid " + ack.guid()));
        return "%s %s %s  %s  %d bytes%s  %s"
                .formatted(
                        console.paint(
                                Style.FAINT, TIME.format(clock.instant().atZone(clock.getZone()))),
                        ack == null ? "·" : console.paint(Style.GOOD, "✓"),
                        console.paint(Style.NAME, publish.file().channel()),
                        Payload.visible(publish.file().name()),
                        publish.bytes(),
                        shown(publish.changes()),
                        end);
    }

    private static String shown(List<String> changes) {
        if (changes.isEmpty()) {
            return "";
        }
        int more = changes.size() - MOST_CHANGES;
        String shown =
                String.join(", ", changes.subList(0, Math.min(changes.size(), MOST_CHANGES)));
        return "  " + shown + (more > 0 ? " and %d more".formatted(more) : "");
    }

    private String json(Publish publish) {
        PublishAck ack = publish.ack();
        JsonLine line =
                new JsonLine()
                        .with("time", clock.instant().toString())
                        .with("channel", publish.file().channel())
                        .with("file", publish.file().path().toString())
                        .with("bytes", publish.bytes())
                        .with("changes", publish.changes());
        return ack == null
                ? line.with("data", publish.text()).end()
                : line.with("guid", ack.guid()).with("nanos", publish.nanos()).end();
    }

    void unchanged(WatchedFile file) {
        console.remark(file.path() + " is as it was. It is not published (--only-changes).");
    }

    void deleted(WatchedFile file) {
        console.warning(file.path() + " is gone. It is published again when it is there.");
    }

    void absent(WatchedFile file) {
        console.warning(file.path() + " is not there. It is published as soon as it exists.");
    }

    void notJson(WatchedFile file, String error) {
        console.problem(
                file.path() + " is not JSON, so it is not published: " + Payload.visible(error),
                "Correct it and save again, or publish any content with --raw.");
    }

    void failed(WatchedFile file, String problem, String remedy) {
        console.problem(file.path() + " is not published: " + problem, remedy);
    }

    void retrying(WatchedFile file, StreamingException failure) {
        console.problem(
                file.path() + " is not published yet: " + failure.problem(),
                "It is tried again each second. End with Ctrl-C.");
    }

    void ended(long publishes) {
        console.remark(publishes == 1 ? "1 message published" : publishes + " messages published");
    }
}
