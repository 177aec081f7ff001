package dev.stanchion.server.commandline;

import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.server.values.BadValueException;
import dev.stanchion.server.values.GoDuration;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.segment.SliceRules;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Reads the flags of the FILE store. Pure. Errors have the words of the Go server ({@code
 * spec/operations.md} 1.3), followed by the given value.
 */
final class FileStoreFlags {
    private static final int MAX_READERS = 16;
    private static final int DEFAULT_READERS = 2;

    private FileStoreFlags() {}

    /**
     * Reads the options of the store.
     *
     * @throws ConfigurationException if a value cannot be used, naming the flag or the key
     */
    static StoreChoice.File read(ParsedFlags flags) {
        refuseBadCompaction(flags);
        FileStoreOptions options =
                FileStoreOptions.DEFAULTS
                        .withSync(sync(flags))
                        .withSlices(slices(flags))
                        .withReserveBytes(reserve(flags))
                        .withArchiveScript(Path.of(flags.text(Flag.FILE_SLICE_ARCHIVE_SCRIPT)))
                        .withReads(
                                readBufferBytes(flags),
                                atLeast(
                                        flags,
                                        Flag.FILE_FDS_LIMIT,
                                        0,
                                        "file descriptor limit must be a positive number"),
                                readers(flags));
        return new StoreChoice.File(TakeoverFlags.directory(flags), withMemory(flags, options));
    }

    private static void refuseBadCompaction(ParsedFlags flags) {
        atLeast(flags, Flag.FILE_COMPACT_FRAG, 1, "compact fragmentation value must at least be 1");
        atLeast(
                flags,
                Flag.FILE_COMPACT_INTERVAL,
                1,
                "compact interval value must at least be 1 seconds");
    }

    private static Sync sync(ParsedFlags flags) {
        if (flags.has(Flag.FILE_SYNC_LEVEL) && !isOverruled(flags)) {
            return level(flags, flags.text(Flag.FILE_SYNC_LEVEL));
        }
        if (flags.bool(Flag.FILE_SYNC)) {
            return Sync.ALWAYS;
        }
        long intervalNanos = flags.durationNanos(Flag.FILE_AUTO_SYNC);
        return intervalNanos > 0 ? Sync.every(Duration.ofNanos(intervalNanos)) : Sync.OS;
    }

    /**
     * Returns whether a flag on the command line beats this key. It does so even if the two have
     * different names.
     */
    private static boolean isOverruled(ParsedFlags flags) {
        return flags.has(Flag.FILE_SYNC)
                && flags.labelOf(Flag.FILE_SYNC).startsWith("-")
                && !flags.labelOf(Flag.FILE_SYNC_LEVEL).startsWith("-");
    }

    private static Sync level(ParsedFlags flags, String level) {
        return switch (level) {
            case "always" -> Sync.ALWAYS;
            case "os" -> Sync.OS;
            default -> interval(flags, level);
        };
    }

    private static Sync interval(ParsedFlags flags, String level) {
        try {
            long nanos = GoDuration.parseNanos(level);
            if (nanos > 0) {
                return Sync.every(Duration.ofNanos(nanos));
            }
        } catch (BadValueException noDuration) {
            throw badLevel(flags, level);
        }
        throw badLevel(flags, level);
    }

    private static ConfigurationException badLevel(ParsedFlags flags, String level) {
        return refused(
                flags,
                Flag.FILE_SYNC_LEVEL,
                Quoted.quote(level) + " (expected: always, an interval like 100ms, or os)");
    }

    private static SliceRules slices(ParsedFlags flags) {
        String text = "slice max values must be positive numbers";
        long messages = atLeast(flags, Flag.FILE_SLICE_MAX_MSGS, 0, text);
        long bytes = flags.size(Flag.FILE_SLICE_MAX_BYTES).orElseThrow();
        long ageNanos = flags.durationNanos(Flag.FILE_SLICE_MAX_AGE);
        requireNotNegative(flags, Flag.FILE_SLICE_MAX_BYTES, bytes, text);
        requireNotNegative(flags, Flag.FILE_SLICE_MAX_AGE, ageNanos, text);
        return new SliceRules(bytes, messages, Duration.ofNanos(ageNanos));
    }

    private static int readBufferBytes(ParsedFlags flags) {
        long bytes = flags.size(Flag.FILE_READ_BUFFER_SIZE).orElseThrow();
        requireNotNegative(
                flags,
                Flag.FILE_READ_BUFFER_SIZE,
                bytes,
                "read buffer size value must be a positive number");
        return (int) Math.min(bytes, Integer.MAX_VALUE / 4);
    }

    private static int readers(ParsedFlags flags) {
        int channels =
                atLeast(
                        flags,
                        Flag.FILE_PARALLEL_RECOVERY,
                        1,
                        "parallel recovery value must be at least 1");
        return Math.clamp(channels, DEFAULT_READERS, MAX_READERS);
    }

    private static long reserve(ParsedFlags flags) {
        long bytes = flags.size(Flag.FILE_RESERVE).orElseThrow();
        requireNotNegative(flags, Flag.FILE_RESERVE, bytes, "reserve must be a positive number");
        return bytes;
    }

    private static FileStoreOptions withMemory(ParsedFlags flags, FileStoreOptions options) {
        long bytes = flags.size(Flag.FILE_MEMORY).orElseThrow();
        if (bytes == 0) {
            return options;
        }
        try {
            return options.withMemoryBytes(bytes);
        } catch (IllegalArgumentException e) {
            throw refused(flags, Flag.FILE_MEMORY, String.valueOf(e.getMessage()));
        }
    }

    private static int atLeast(ParsedFlags flags, Flag flag, int least, String text) {
        long value = flags.integer(flag);
        if (value < least) {
            throw refused(flags, flag, text + ", got " + value);
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static void requireNotNegative(ParsedFlags flags, Flag flag, long value, String text) {
        if (value < 0) {
            throw refused(flags, flag, text + ", got " + value);
        }
    }

    private static ConfigurationException refused(ParsedFlags flags, Flag flag, String why) {
        return new ConfigurationException(
                flags.has(flag) ? flags.nameOf(flag) : "file store",
                flags.labelOf(flag) + ": " + why);
    }
}
