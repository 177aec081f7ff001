package dev.stanchion.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test of another module that proves a numbered scenario, found in its source: what cannot be
 * driven from outside, because it is about one instant inside the server, or about a client.
 *
 * @param module the folder's name
 */
record ScenarioSource(int number, String sentence, String testClass, String module) {
    private static final Pattern TEST = Pattern.compile("void (s14_\\d{3}_should\\w+)\\(");

    /** Returns all of them, in the order of modules and classes. */
    static List<ScenarioSource> all(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.filter(
                            module -> module.getFileName().toString().startsWith("stanchion-"))
                    .filter(module -> !module.endsWith("stanchion-conformance"))
                    .map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .flatMap(ScenarioSource::in)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<ScenarioSource> in(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(file -> in(sources.getName(sources.getNameCount() - 4), file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<ScenarioSource> in(Path module, Path file) {
        String testClass = file.getFileName().toString().replace(".java", "");
        return TEST.matcher(read(file))
                .results()
                .flatMap(found -> ScenarioName.of(found.group(1)).stream())
                .map(name ->
                        new ScenarioSource(
                                name.number(), name.sentence(), testClass, module.toString()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String place() {
        return "`%s` in `%s`".formatted(testClass, module);
    }
}
