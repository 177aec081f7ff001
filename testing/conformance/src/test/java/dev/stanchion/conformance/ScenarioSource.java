package dev.stanchion.conformance;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test of another module that proves a numbered scenario, found in its source. Such a scenario
 * cannot be driven from outside, because it is about one instant inside the server, or about a
 * client.
 *
 * @param module the folder's path from the root
 */
record ScenarioSource(int number, String sentence, String testClass, String module) {
    private static final String CONFORMANCE = "testing/conformance";
    private static final Pattern TEST = Pattern.compile("void (s14_\\d{3}_should\\w+)\\(");

    /** Returns all of them, in the order of modules and classes. */
    static List<ScenarioSource> all(Path root) {
        SourceTree tree = new SourceTree(root);
        return tree.javaFiles("src/test/java").stream()
                .filter(file -> !tree.moduleOf(file).equals(CONFORMANCE))
                .flatMap(file -> in(tree.moduleOf(file), file))
                .toList();
    }

    private static Stream<ScenarioSource> in(String module, Path file) {
        String testClass = file.getFileName().toString().replace(".java", "");
        return TEST.matcher(SourceTree.text(file))
                .results()
                .flatMap(found -> ScenarioName.of(found.group(1)).stream())
                .map(name -> new ScenarioSource(name.number(), name.sentence(), testClass, module));
    }

    String place() {
        return "`%s` in `%s`".formatted(testClass, module);
    }
}
