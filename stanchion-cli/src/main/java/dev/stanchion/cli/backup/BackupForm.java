package dev.stanchion.cli.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How the lines of a backup are put into a file.
 *
 * <p>A file of the binary form begins with {@code STANBAK} and the version of the format in one
 * byte. Then come records:
 *
 * <pre>
 *   0      1          5                    5 + length
 *   +------+----------+-------- ... --------+
 *   | kind |  length  |       content       |
 *   +------+----------+-------- ... --------+
 *
 *   kind     L: a line of JSON, M: a message as it is stored
 *   length   of the content, the highest byte first
 * </pre>
 */
enum BackupForm {
    /** Each line is one line of text. */
    LINES,
    /** Lines are records, and messages are not JSON: the file is smaller, and faster to write. */
    BINARY;

    /** The version of the format that this program writes and reads. */
    static final int FORMAT = 2;

    /** The longest line or message. */
    static final int MOST_BYTES = 256 * 1024 * 1024;

    static final byte LINE = 'L';
    static final byte MESSAGE = 'M';

    private static final String MAGIC = "STANBAK";
    private static final String PACKED = ".gz";

    /** Returns how a file of the binary form begins. */
    static byte[] magic() {
        return MAGIC.getBytes(US_ASCII);
    }

    /** Returns the form that the name of a file stands for. */
    static BackupForm of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String bare = isPacked(file) ? name.substring(0, name.length() - PACKED.length()) : name;
        return bare.endsWith(".jsonl") || bare.endsWith(".json") ? LINES : BINARY;
    }

    /** Returns whether the name of a file says that it is packed with gzip. */
    static boolean isPacked(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(PACKED);
    }
}
