package dev.stanchion.kit.process;

import java.nio.file.Path;

/** The folders of this project. */
public final class Project {
    private Project() {}

    /** Returns the directory that holds {@code bin} and {@code examples}. */
    public static Path root() {
        return path("acceptance.root", "../..");
    }

    /** Returns the directory for all that these tests build; Maven's clean removes it. */
    public static Path work() {
        return path("acceptance.work", "target");
    }

    private static Path path(String property, String otherwise) {
        return Path.of(System.getProperty(property, otherwise)).toAbsolutePath().normalize();
    }
}
