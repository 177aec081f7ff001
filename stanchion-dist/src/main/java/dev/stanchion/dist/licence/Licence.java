package dev.stanchion.dist.licence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The licences under which Stanchion ships libraries, and what POMs call them. */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that List.of is immutable
enum Licence {
    APACHE_2(
            "Apache-2.0",
            Text.HERE,
            "Apache-2.0",
            "The Apache Software License, Version 2.0",
            "The Apache License, Version 2.0",
            "Apache License, Version 2.0",
            "Apache 2.0"),
    MIT("MIT", Text.IN_LIBRARY, "MIT", "MIT License", "The MIT License"),
    BSD_2("BSD-2-Clause", Text.IN_LIBRARY, "BSD-2-Clause"),
    CC0("CC0-1.0", Text.IN_LIBRARY, "Public Domain, per Creative Commons CC0"),
    BOUNCY_CASTLE("MIT, as Bouncy Castle words it", Text.HERE, "Bouncy Castle Licence"),
    /** Used as a library, unchanged, and replaceable: a jar of its own in {@code lib}. */
    LGPL_2_1("LGPL-2.1-or-later", Text.HERE, "LGPL-2.1-or-later");

    /** Where its text comes from. */
    private enum Text {
        /** The same for everybody, and kept beside this class. */
        HERE,
        /** It begins with the names of a library's authors, so the library has to carry it. */
        IN_LIBRARY
    }

    private final String shownName;
    private final Text text;
    private final List<String> namesInPoms;

    Licence(String shownName, Text text, String... namesInPoms) {
        this.shownName = shownName;
        this.text = text;
        this.namesInPoms = List.of(namesInPoms);
    }

    /** Finds the licence that a POM means; empty if it is not one of these. */
    static Optional<Licence> named(String nameInPom) {
        return Stream.of(values())
                .filter(licence ->
                        licence.namesInPoms.stream().anyMatch(nameInPom::equalsIgnoreCase))
                .findFirst();
    }

    String shownName() {
        return shownName;
    }

    /** Whether a library under it has to carry the text itself. */
    boolean isCarriedByLibrary() {
        return text == Text.IN_LIBRARY;
    }

    String fileName() {
        return name() + ".txt";
    }

    /** Returns the text of one that libraries need not carry. */
    byte[] text() {
        try (InputStream stream = Licence.class.getResourceAsStream(fileName())) {
            return Objects.requireNonNull(stream, name()).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
