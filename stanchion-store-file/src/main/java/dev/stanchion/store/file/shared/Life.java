package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Who makes an epoch or is active in it, and the signs of life of that server. Other servers judge
 * by them when to take over; nothing is safe or unsafe because of them. For one thread.
 */
final class Life {
    private static final String HOLDER = "holder";
    private static final String BEAT = "beat";
    private static final long FRESH_NANOS = 100_000_000;
    private static final String QUESTION = "question";
    private static final String NUMBER_AND_ANSWER = "%020d\n%-40s\n";
    private static final String ANSWER = "%-40s\n";

    private final Disk disk;
    private final Path epoch;
    private final LongSupplier nanos;
    private long beats;
    private long beatNanos;

    /**
     * What other servers see.
     *
     * @param id tells this server's claim from any other
     * @param beats counts the signs of life
     * @param answer the last question that it has read
     */
    record Seen(String id, String name, long beats, String answer) {}

    /**
     * @param nanos a clock that never goes back
     */
    Life(Disk disk, Path epoch, LongSupplier nanos) {
        this.nanos = nanos;
        this.disk = disk;
        this.epoch = epoch;
    }

    void begin(String id, String name) throws IOException {
        SmallFile.create(disk, epoch.resolve(HOLDER), id + "\n" + name + "\n");
        SmallFile.create(disk, epoch.resolve(QUESTION), ANSWER.formatted(""));
        SmallFile.create(disk, epoch.resolve(BEAT), NUMBER_AND_ANSWER.formatted(0, ""));
    }

    /** Gives a sign of life, unless the last one is fresh. */
    void beatIfDue() throws IOException {
        if (nanos.getAsLong() - beatNanos >= FRESH_NANOS) {
            beat();
        }
    }

    /** Gives a sign of life, which answers the last question. */
    void beat() throws IOException {
        beatNanos = nanos.getAsLong();
        String text = NUMBER_AND_ANSWER.formatted(++beats, question());
        SmallFile.overwrite(disk, epoch.resolve(BEAT), text);
    }

    /** Returns the last question of another server. */
    String question() throws IOException {
        return SmallFile.read(disk, epoch.resolve(QUESTION)).strip();
    }

    /** Asks a question, to see it answered. */
    void ask(String question) throws IOException {
        SmallFile.overwrite(disk, epoch.resolve(QUESTION), ANSWER.formatted(question));
    }

    Seen look() throws IOException {
        String[] lines = SmallFile.read(disk, epoch.resolve(HOLDER)).split("\n", 3);
        String[] beat = SmallFile.read(disk, epoch.resolve(BEAT)).split("\n", 3);
        return new Seen(
                lines[0],
                lines.length > 1 ? lines[1] : "?",
                beat[0].matches("0\\d{19}") ? Long.parseLong(beat[0]) : 0,
                beat.length > 1 ? beat[1].strip() : "");
    }
}
