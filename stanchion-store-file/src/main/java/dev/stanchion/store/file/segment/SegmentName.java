package dev.stanchion.store.file.segment;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The names of segments' files: the sequence from which on they have messages. */
public final class SegmentName {
    private static final int DIGITS = 20;
    private static final Pattern NAME = Pattern.compile("\\d{" + DIGITS + "}\\.seg");

    private SegmentName() {}

    static String of(long baseSequence) {
        return "%020d.seg".formatted(baseSequence);
    }

    /** Returns whether a file's name is that of a segment. */
    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the sequence that is in the name of a segment's file; the greatest if it is none. */
    public static long baseSequence(Path path) {
        String digits = String.valueOf(path.getFileName()).substring(0, DIGITS);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooGreat) {
            return Long.MAX_VALUE;
        }
    }
}
