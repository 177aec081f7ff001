package dev.stanchion.kit.store.page;

import dev.stanchion.kit.source.SourceTree;
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
 * @param module the folder's path from the root
 */
record Proof(List<String> numbers, String testClass, String module) {
    private static final Pattern TEST =
            Pattern.compile("void ((?:(?:s8_\\d{2}|(?:s8_)?[kK]\\d{2}|to_\\d{2})_)+)should\\w+\\(");
    private static final Pattern NUMBER = Pattern.compile("(s8_|k|K|to_)(\\d{2})_");

    /** Returns all of them, in the order of modules and classes. */
    static List<Proof> all(SourceTree tree) {
        return sources(tree).flatMap(file -> in(tree, file)).toList();
    }

    /** Returns the sources of all tests; the suites are main sources of the kit. */
    static Stream<Path> sources(SourceTree tree) {
        return Stream.concat(
                tree.javaFiles("src/main/java").stream().filter(Suite::isSuite),
                tree.javaFiles("src/test/java").stream());
    }

    private static Stream<Proof> in(SourceTree tree, Path file) {
        String testClass = file.getFileName().toString().replace(".java", "");
        return TEST.matcher(SourceTree.text(file))
                .results()
                .map(test -> new Proof(numbers(test.group(1)), testClass, tree.moduleOf(file)));
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

    /** Returns the class, with its module unless it is one of the suites. */
    String place() {
        return testClass.endsWith("Contract")
                ? "`" + testClass + "`"
                : "`%s` in `%s`".formatted(testClass, module);
    }
}
