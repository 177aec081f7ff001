package dev.stanchion.dist.advisory;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A jar of others, by the name that Maven has given to its file. Immutable. */
record ShippedJar(String name, Release release) {
    private static final Pattern FILE_NAME =
            Pattern.compile("(?<name>.+?)-(?<release>\\d[^-]*)(-linux-(x86_64|aarch_64))?\\.jar");

    /** Reads a file's name. */
    static ShippedJar of(Path file) {
        Matcher parts = FILE_NAME.matcher(file.getFileName().toString());
        if (!parts.matches()) {
            throw new IllegalArgumentException(file + ": no version in its name");
        }
        return new ShippedJar(parts.group("name"), new Release(parts.group("release")));
    }

    @Override
    public String toString() {
        return name + " " + release.text();
    }
}
