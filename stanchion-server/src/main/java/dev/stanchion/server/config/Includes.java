package dev.stanchion.server.config;

import dev.stanchion.server.file.OperatorFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file being read, where its includes are, and the environment. Immutable.
 *
 * @param depth how many files include this one, one in the other
 */
record Includes(Path file, Map<String, String> environment, int depth) {
    private static final int MAX_DEPTH = 32;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Returns the text, without the mark that some editors begin a file with. */
    String read() {
        String text = OperatorFile.read(file);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * Finds a file beside this one. Even a path that begins with a slash is looked for there.
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
