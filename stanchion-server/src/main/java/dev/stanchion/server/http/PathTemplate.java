package dev.stanchion.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a path, with names in braces for segments that vary: {@code /channels/{channel}}.
 * Immutable.
 */
public final class PathTemplate {
    private final String text;
    private final List<String> segments;

    PathTemplate(String text) {
        this.text = text;
        this.segments = List.of(text.split("/", -1));
    }

    /** Returns the values by their names if the path has this form. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (isName(segment)) {
                values.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Returns how many segments are fixed: of two forms that match, the one with more wins. */
    int fixed() {
        return (int) segments.stream().filter(segment -> !isName(segment)).count();
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    /**
     * Returns the decoded segments of a path; empty if one is not percent-encoded UTF-8, or is an
     * instruction to a file system rather than a name.
     */
    static Optional<List<String>> segmentsOf(String path) {
        List<String> decoded = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            Optional<String> name = PercentDecoding.ofSegment(segment);
            if (name.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.empty();
            }
            decoded.add(name.get());
        }
        return Optional.of(decoded);
    }

    @Override
    public String toString() {
        return text;
    }
}
