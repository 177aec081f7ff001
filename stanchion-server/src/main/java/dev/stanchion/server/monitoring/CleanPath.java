package dev.stanchion.server.monitoring;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths as Go's HTTP server cleans them: without doubled slashes, {@code .} and {@code ..}. A
 * scraper with a base address that ends in a slash sends such paths ({@code spec/operations.md}
 * 4.1).
 */
final class CleanPath {
    private CleanPath() {}

    /** Returns the path cleaned; a slash at its end stays. */
    static String of(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {
                    // stands for where it is
                }
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        String clean = "/" + String.join("/", names);
        return path.endsWith("/") && !names.isEmpty() ? clean + "/" : clean;
    }
}
