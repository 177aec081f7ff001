package dev.stanchion.server.monitoring;

import java.util.ArrayDeque;

/**
 * What a request asks for.
 *
 * @param query without the question mark; empty if there is none
 */
record Target(String path, String query) {
    static Target of(String uri) {
        int question = uri.indexOf('?');
        return question < 0
                ? new Target(uri, "")
                : new Target(uri.substring(0, question), uri.substring(question + 1));
    }

    /** Whether it can be looked up as it is; scrapers glue paths together from what they have. */
    boolean isClean() {
        return path.equals(cleanPath());
    }

    /** Where it is to be found: without doubled slashes, {@code .} and {@code ..}. */
    String cleaned() {
        return query.isEmpty() ? cleanPath() : cleanPath() + "?" + query;
    }

    private String cleanPath() {
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/", -1)) {
            switch (part) {
                case "", "." -> {
                    // says nothing
                }
                case ".." -> parts.pollLast();
                default -> parts.addLast(part);
            }
        }
        String joined = "/" + String.join("/", parts);
        return path.endsWith("/") && !parts.isEmpty() ? joined + "/" : joined;
    }
}
