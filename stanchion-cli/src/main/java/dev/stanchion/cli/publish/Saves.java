package dev.stanchion.cli.publish;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Notices saves by looking at the files again and again. A save counts when the file has been quiet
 * for 80 ms, because an editor may write it in several steps. Not safe for use by several threads.
 */
final class Saves {
    static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

    /** Something that a person did to a file. */
    sealed interface Event {
        WatchedFile file();

        record Saved(WatchedFile file) implements Event {}

        record Deleted(WatchedFile file) implements Event {}
    }

    private static final class Look {
        private FileStamp settled;
        private FileStamp latest;
        private long sinceNanos;

        Look(FileStamp stamp) {
            settled = stamp;
            latest = stamp;
        }
    }

    private final Function<Path, FileStamp> disk;
    private final Map<WatchedFile, Look> looks = new LinkedHashMap<>();

    Saves(List<WatchedFile> files, Function<Path, FileStamp> disk) {
        this.disk = disk;
        files.forEach(file -> looks.put(file, new Look(disk.apply(file.path()))));
    }

    /** Looks at each file, and returns what has happened since and is over. */
    List<Event> look(long nowNanos) {
        List<Event> events = new ArrayList<>();
        looks.forEach((file, look) -> {
            FileStamp stamp = disk.apply(file.path());
            if (!stamp.equals(look.latest)) {
                look.latest = stamp;
                look.sinceNanos = nowNanos;
            } else if (!stamp.equals(look.settled) && nowNanos - look.sinceNanos >= QUIET_NANOS) {
                look.settled = stamp;
                events.add(stamp.exists() ? new Event.Saved(file) : new Event.Deleted(file));
            }
        });
        return events;
    }

    /** Returns whether a change has begun that is not over. */
    boolean isUnsettled() {
        return looks.values().stream().anyMatch(look -> !look.latest.equals(look.settled));
    }
}
