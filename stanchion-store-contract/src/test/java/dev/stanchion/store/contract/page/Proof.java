package dev.stanchion.store.contract.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test that proves scenarios, as its name says: {@code s8_36_to_39_should…} proves four, {@code
 * k05_should…} one of section 8.5.
 *
 * @param numbers as {@link Scenario#number} has them
 * @param module the folder's name
 */
record Proof(List<String> numbers, String testClass, String module) {
    private static final Pattern TEST =
            Pattern.compile("void ((?:(?:s8_\\d{2}|(?:s8_)?[kK]\\d{2}|to_\\d{2})_)+)should\\w+\\(");
    private static final Pattern NUMBER = Pattern.compile("(s8_|k|K|to_)(\\d{2})_");

    /** Returns all of them, in the order of modules and classes. */
    static List<Proof> all(Path root) {
        return sources(root).flatMap(Proof::in).toList();
    }

    /** Returns the sources of all tests; the suites are the main sources of their module. */
    static Stream<Path> sources(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            return modules
                    .filter(module -> module.getFileName().toString().startsWith("stanchion-"))
                    .sorted()
                    .flatMap(module ->
                            Stream.of(
                                    module.resolve("src/test/java"),
                                    module.resolve("src/main/java")))
                    .filter(Proof::hasTests)
                    .toList()
                    .stream()
                    .flatMap(Proof::javaFiles);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean hasTests(Path sources) {
        return Files.isDirectory(sources)
                && (sources.endsWith("src/test/java")
                        || sources.toString().contains("stanchion-store-contract"));
    }

    private static Stream<Path> javaFiles(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Proof> in(Path file) {
        String testClass = file.getFileName().toString().replace(".java", "");
        return TEST.matcher(Scenario.text(file))
                .results()
                .map(test -> new Proof(numbers(test.group(1)), testClass, moduleOf(file)));
    }

    private static List<String> numbers(String prefix) {
        List<String> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(prefix);
        int last = 0;
        while (number.find()) {
            int next = Integer.parseInt(number.group(2));
            int from = number.group(1).equals("to_") ? last + 1 : next;
            String kind = number.group(1).equalsIgnoreCase("k") ? "k" : "";
            for (int each = from; each <= next; each++) {
                numbers.add("%s%02d".formatted(kind, each));
            }
            last = next;
        }
        return numbers;
    }

    static String moduleOf(Path file) {
        for (Path each : file) {
            if (each.toString().startsWith("stanchion-")) {
                return each.toString();
            }
        }
        throw new IllegalArgumentException("no module: " + file);
    }

    /** Returns the class, with its module unless it is one of the suites. */
    String place() {
        return testClass.endsWith("Contract")
                ? "`" + testClass + "`"
                : "`%s` in `%s`".formatted(testClass, module);
    }
}
