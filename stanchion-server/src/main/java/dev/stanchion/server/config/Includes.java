package dev.stanchion.server.config;

import dev.stanchion.server.file.OperatorFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * The current file with its includes and the environment. Immutable.
 *
 * @param depth the number of nested includes around this file
 */
record Includes(Path file, Map<String, String> environment, int depth) {
    private static final int MAX_DEPTH = 32;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Returns the text without a byte order mark. */
    String read() {
        String text = OperatorFile.read(file);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * Finds an included file. Its path is relative to the folder of this file, even if it begins
     * with a slash.
     *
     * @throws IllegalArgumentException whose message is the reason
     */
    Includes include(String path) {
        if (depth == MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "files include each other more than %d deep".formatted(MAX_DEPTH));
        }
        Path folder = file.getParent();
        String relative = path.replaceFirst("^/+", "");
        Path included = folder == null ? Path.of(relative) : folder.resolve(relative);
        return new Includes(included, environment, depth + 1);
    }
}
