package dev.stanchion.dist.advisory;

import java.util.List;
import java.util.stream.Stream;

/**
 * A line of the list. Immutable.
 *
 * @param jar which libraries it is about; {@code *} at its end is any
 * @param id {@code none} if nothing is known about the library
 * @param affectedFrom the first release with it
 * @param fixedIn the first release without it; {@code none yet} if there is none
 * @param what for people
 */
record Advisory(String jar, String id, String affectedFrom, String fixedIn, String what) {
    private static final String NOTHING_KNOWN = "none";
    private static final String NOT_FIXED = "none yet";

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it has not the parts that it should have
     */
    static Advisory parse(String line) {
        List<String> parts = Stream.of(line.split("\\|")).map(String::strip).toList();
        if (parts.size() == 2 && parts.get(1).equals(NOTHING_KNOWN)) {
            return new Advisory(parts.get(0), NOTHING_KNOWN, "", "", "");
        }
        if (parts.size() != 5 || parts.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    line + " (expected: jar | advisory | affected from | fixed in | what)");
        }
        return new Advisory(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
    }

    /** Whether it is about this library, in whatever release. */
    boolean isAbout(ShippedJar library) {
        return jar.endsWith("*")
                ? library.name().startsWith(jar.substring(0, jar.length() - 1))
                : library.name().equals(jar);
    }

    /** Whether this very release has the hole. */
    boolean affects(ShippedJar library) {
        if (id.equals(NOTHING_KNOWN) || !isAbout(library)) {
            return false;
        }
        return library.release().compareTo(new Release(affectedFrom)) >= 0
                && (fixedIn.equals(NOT_FIXED)
                        || library.release().compareTo(new Release(fixedIn)) < 0);
    }

    /** Says what is to be done about a release that it affects. */
    String about(ShippedJar library) {
        return "%s: %s (%s), fixed in %s".formatted(library, id, what, fixedIn);
    }
}
