package dev.stanchion.kit.store.page;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A nested class that runs a suite against a store.
 *
 * @param suite {@code ChannelLogContract}
 * @param store the first part of the outer class's name: {@code Memory} of {@code MemoryStoreTest}
 * @param exempt the reason why the tests that need persistence are skipped; empty if they are not
 */
record SuiteRun(String suite, String store, String module, String exempt) {
    private static final Pattern STORE =
            Pattern.compile("class (\\w+)Store(?:Test|IT)\\s+implements\\s+StoreUnderTest\\b");
    private static final Pattern RUN =
            Pattern.compile("class \\w+\\s+extends\\s+(\\w+Contract)\\b");
    private static final Pattern REASON = Pattern.compile("Device\\(\\s*\"([^\"]+)\"");
    private static final Pattern FORGETS =
            Pattern.compile("whyItForgets\\(\\)\\s*\\{\\s*return Optional\\.of\\(\"([^\"]+)\"");
    private static final Pattern DEVICE = Pattern.compile("new (\\w+Device)\\(");

    /** Returns all of them, in the order of modules and classes. */
    static List<SuiteRun> all(SourceTree tree) {
        return Proof.sources(tree).flatMap(file -> in(tree, file)).toList();
    }

    private static Stream<SuiteRun> in(SourceTree tree, Path file) {
        String source = SourceTree.text(file);
        Matcher store = STORE.matcher(source);
        if (!store.find()) {
            return Stream.empty();
        }
        List<String> parts = List.of(source.split("@Nested"));
        String outer = parts.getFirst();
        return parts.stream()
                .skip(1)
                .flatMap(part ->
                        RUN.matcher(part)
                                .results()
                                .map(run ->
                                        new SuiteRun(
                                                run.group(1),
                                                store.group(1),
                                                tree.moduleOf(file),
                                                exempt(file, opens(part) ? part : outer))));
    }

    /** A suite may have a configuration of its own. */
    private static boolean opens(String nested) {
        return DEVICE.matcher(nested).find();
    }

    /** The reason is given to the device, or is the device's own. */
    private static String exempt(Path file, String source) {
        Matcher given = REASON.matcher(source);
        if (given.find()) {
            return given.group(1);
        }
        return DEVICE.matcher(source)
                .results()
                .map(device -> file.resolveSibling(device.group(1) + ".java"))
                .filter(device -> device.toFile().isFile())
                .flatMap(device -> FORGETS.matcher(SourceTree.text(device)).results())
                .map(reason -> reason.group(1))
                .findFirst()
                .orElse("");
    }
}
