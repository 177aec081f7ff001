package dev.stanchion.kit.store.page;

import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A class that runs a suite against a store.
 *
 * @param suite {@code ChannelLogContract}
 * @param store what its name adds to the suite's: {@code Memory}
 * @param exempt why the tests that need persistence are skipped; empty if they are not
 */
record SuiteRun(String suite, String store, String module, String exempt) {
    private static final Pattern RUN =
            Pattern.compile("class (\\w+?)(?:Test|IT)\\s+extends\\s+(\\w+)Contract\\b");
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
        return RUN.matcher(source)
                .results()
                .filter(run -> run.group(1).endsWith(run.group(2)))
                .map(run ->
                        new SuiteRun(
                                run.group(2) + "Contract",
                                run.group(1)
                                        .substring(
                                                0, run.group(1).length() - run.group(2).length()),
                                tree.moduleOf(file),
                                exempt(file, source)));
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
