package dev.stanchion.kit.store.page;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One of the suites that stores run.
 *
 * @param tests how many it has
 * @param persistent how many of them need a store that persists
 */
record Suite(String name, long tests, long persistent) {
    private static final Pattern TEST = Pattern.compile("@Test\\b");
    private static final Pattern NEEDS_PERSISTENCE = Pattern.compile("requirePersistence\\(\\);");

    /** Returns all of them, by name. */
    static SortedMap<String, Suite> all(SourceTree tree) {
        SortedMap<String, Suite> suites = new TreeMap<>();
        tree.javaFiles("src/main/java").stream()
                .filter(Suite::isSuite)
                .map(Suite::in)
                .forEach(suite -> suites.put(suite.name(), suite));
        return suites;
    }

    static boolean isSuite(Path file) {
        return file.toString().endsWith("Contract.java") && file.toString().contains("/kit/store/");
    }

    private static Suite in(Path file) {
        String source = SourceTree.text(file);
        return new Suite(
                file.getFileName().toString().replace(".java", ""),
                TEST.matcher(source).results().count(),
                NEEDS_PERSISTENCE.matcher(source).results().count());
    }

    /** Says how much of it a store runs. */
    String howFar(boolean persists) {
        if (persists || persistent == 0) {
            return "yes";
        }
        return persistent >= tests ? "–" : "yes, but not P";
    }
}
