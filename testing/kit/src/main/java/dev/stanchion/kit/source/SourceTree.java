package dev.stanchion.kit.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of all modules: those of the product at the top, those that only test below {@code
 * testing}. Immutable.
 *
 * @param root the folder that holds both
 */
public record SourceTree(Path root) {
    private static final String PRODUCT = "stanchion-";
    private static final String TESTING = "testing";

    /** Returns the folders of all modules, in the order of their names. */
    public List<Path> modules() {
        return Stream.concat(
                        children(root).stream()
                                .filter(each -> each.getFileName().toString().startsWith(PRODUCT)),
                        children(root.resolve(TESTING)).stream())
                .filter(each -> Files.isRegularFile(each.resolve("pom.xml")))
                .toList();
    }

    /** Returns the module that a file is in, as its path from the root: {@code testing/kit}. */
    public String moduleOf(Path file) {
        Path inTree = root.relativize(file);
        String first = inTree.getName(0).toString();
        return first.equals(TESTING) ? first + "/" + inTree.getName(1) : first;
    }

    /** Returns the Java files below a folder of each module, such as {@code src/test/java}. */
    public List<Path> javaFiles(String folder) {
        return modules().stream().flatMap(module -> javaFiles(module.resolve(folder))).toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
