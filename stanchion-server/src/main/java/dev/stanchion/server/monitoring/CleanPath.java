package dev.stanchion.server.monitoring;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Cleans paths as Go's HTTP server does: it removes doubled slashes, {@code .} and {@code ..}. A
 * scraper whose base address ends with a slash sends such paths ({@code spec/operations.md} 4.1).
 */
final class CleanPath {
    private CleanPath() {}

    /** Returns the clean path. A slash at its end stays. */
    static String of(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {
                    // the current folder
                }
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        String clean = "/" + String.join("/", names);
        return path.endsWith("/") && !names.isEmpty() ? clean + "/" : clean;
    }
}
