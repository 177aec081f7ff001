package dev.stanchion.dist.advisory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code Advisories LIB}: compares the jars in LIB with the list of what is known. Immutable.
 *
 * @param asOf the day on which somebody looked last
 */
record Advisories(LocalDate asOf, List<Advisory> all) {
    private static final String LIST = "advisories.txt";
    private static final String DATE = "as of ";
    private static final String OWN = "stanchion-";

    Advisories {
        all = List.copyOf(all);
    }

    /** Ends with 1, and with what is wrong, if something may not be shipped. */
    public static void main(String[] args) throws IOException {
        Advisories list = checkedIn();
        List<String> problems = list.problems(Path.of(args[0]));
        problems.forEach(System.err::println);
        if (!problems.isEmpty()) {
            System.exit(1);
        }
        System.out.println("No known advisory, as of " + list.asOf);
    }

    /** Reads the list that belongs to these sources. */
    static Advisories checkedIn() {
        try (InputStream list =
                Objects.requireNonNull(Advisories.class.getResourceAsStream(LIST), LIST)) {
            return parse(new String(list.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException if it has no date, or a line that it should not have
     */
    static Advisories parse(String text) {
        List<String> lines =
                text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(DATE)) {
            throw new IllegalArgumentException("The list does not begin with a date: " + DATE);
        }
        return new Advisories(
                LocalDate.parse(lines.getFirst().substring(DATE.length())),
                lines.stream().skip(1).map(Advisory::parse).toList());
    }

    /** Returns why the jars in a directory may not be shipped; empty if they may. */
    List<String> problems(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            List<String> problems = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(jar -> !jar.getFileName().toString().startsWith(OWN))
                    .sorted()
                    .map(ShippedJar::of)
                    .distinct()
                    .forEach(jar -> problems.addAll(problemsOf(jar)));
            return problems;
        }
    }

    /** Returns why one library may not be shipped; empty if it may. */
    List<String> problemsOf(ShippedJar jar) {
        Optional<Advisory> known = all.stream().filter(advisory -> advisory.isAbout(jar)).findAny();
        if (known.isEmpty()) {
            return List.of(
                    jar
                            + ": it has not been checked for advisories. Check it, and add the"
                            + " result, or \"none\", to "
                            + LIST);
        }
        return all.stream()
                .filter(advisory -> advisory.affects(jar))
                .map(advisory -> advisory.about(jar))
                .toList();
    }
}
