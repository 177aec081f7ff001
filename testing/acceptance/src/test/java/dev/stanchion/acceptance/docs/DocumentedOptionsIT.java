package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Commands that are not run, because they take minutes or stand in the middle of a sentence, have
 * programs, options, modules, tests and properties that exist.
 */
@Tag("long")
@DisabledIfSystemProperty(named = "acceptance.server", matches = ".+")
class DocumentedOptionsIT {
    private static final Pattern COMMAND = Pattern.compile("(bin/[a-z-]+|mvn)( .*)?");
    private static final Pattern OPTION = Pattern.compile("(?<= )--?[a-zA-Z][\\w-]*");
    private static final Pattern MODULES = Pattern.compile(" -pl (\\S+)");
    private static final Pattern TESTS = Pattern.compile(" -D(?:it\\.)?test=(\\S+)");
    private static final Pattern PROPERTY = Pattern.compile(" -D([\\w.]+)");

    /** Properties of Maven's own plugins, and of tests that a pattern names. */
    private static final Pattern OF_MAVEN =
            Pattern.compile(
                    "(it\\.)?test|skipITs|quick|exec\\.args|(surefire|failsafe|maven)\\..*");

    /** A command of {@code stanchion admin} has options of its own. */
    private static final Pattern OF_ADMIN = Pattern.compile("^admin (parked )?[a-z-]+");

    private final Map<String, String> helps = new HashMap<>();
    private final CommandHost host = new CommandHost(Project.root(), Map.of());

    @AfterEach
    void endHost() {
        host.close();
    }

    @Test
    void shouldNameProgramsAndOptionsThatExist() {
        for (Page page : Page.all()) {
            commands(page).forEach(command -> require(command, page + ": " + command));
        }
    }

    private static Stream<String> commands(Page page) {
        Stream<String> inBlocks =
                page.blocks().stream()
                        .filter(block -> block.is("sh") || block.is("console"))
                        .flatMap(block -> ShellCommand.of(block).stream())
                        .map(ShellCommand::program);
        return Stream.concat(inBlocks, page.inlineCode().stream())
                .filter(command -> COMMAND.matcher(command).matches());
    }

    private void require(String command, String where) {
        String program = command.split(" ", 2)[0];
        if (program.equals("mvn")) {
            requireMaven(command, where);
            return;
        }
        assertThat(Project.root().resolve(program)).as(where).isExecutable();
        String arguments = command.substring(program.length()).replaceAll("'[^']*'|\"[^\"]*\"", "");
        switch (program) {
            case "bin/stanchion" -> requireCommand(arguments.strip(), where);
            case "bin/nats-streaming-server" -> requireFlags(arguments, where);
            case "bin/verify" -> requireMaven(command, where);
            case "bin/jmh" -> {} // it takes the options of JMH
            default ->
                    requireOptions(
                            arguments, SourceTree.text(Project.root().resolve(program)), where);
        }
    }

    private void requireCommand(String arguments, String where) {
        if (arguments.isEmpty() || arguments.startsWith("-")) {
            return;
        }
        String name = arguments.split(" ", 2)[0];
        if (name.equals("server")) {
            requireFlags(arguments, where);
        } else {
            Matcher ofAdmin = OF_ADMIN.matcher(arguments);
            requireOptions(arguments, help(ofAdmin.find() ? ofAdmin.group() : name), where);
        }
    }

    /** The page that is generated from the table of flags has all of their names. */
    private static void requireFlags(String arguments, String where) {
        String flags = SourceTree.text(Project.root().resolve("docs/reference/flags.md"));
        for (String option : found(OPTION, arguments)) {
            String name = option.replaceAll("^--?", "");
            assertThat(flags)
                    .as("%s: %s", where, option)
                    .containsAnyOf(
                            "`-" + name + "`",
                            "`--" + name + "`",
                            "`-" + name.replace('-', '_') + "`");
        }
    }

    private static void requireOptions(String arguments, String known, String where) {
        for (String option : found(OPTION, " " + arguments)) {
            assertThat(known).as("%s: %s", where, option).contains(option);
        }
    }

    private String help(String name) {
        return helps.computeIfAbsent(
                name,
                first -> {
                    Outcome.Ended end = host.run(List.of((first + " --help").split(" ", -1)));
                    assertThat(end.exitCode()).as("stanchion %s --help", first).isZero();
                    return String.join("\n", end.output());
                });
    }

    private static void requireMaven(String command, String where) {
        for (String modules : found(MODULES, command)) {
            for (String module : modules.split(",", -1)) {
                Path folder = Project.root().resolve(module.replaceAll("^'!|'$", ""));
                assertThat(folder.resolve("pom.xml")).as(where).exists();
            }
        }
        for (String tests : found(TESTS, command)) {
            for (String test : tests.replace("'", "").split(",", -1)) {
                assertThat(Sources.TESTS)
                        .as("%s: %s", where, test)
                        .anyMatch(name -> test.equals("None") || name.matches(glob(test)));
            }
        }
        for (String property : found(PROPERTY, command)) {
            assertThat(OF_MAVEN.matcher(property).matches() || Sources.TEXT.contains(property))
                    .as("%s: nothing reads %s", where, property)
                    .isTrue();
        }
    }

    private static String glob(String test) {
        return Stream.of(test.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }

    /** Returns the first group of each match, or all of it. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(DocumentedOptionsIT::inside).toList();
    }

    private static String inside(MatchResult match) {
        return match.groupCount() == 0 ? match.group() : match.group(1);
    }

    /** The sources of all modules; read once. */
    private static final class Sources {
        private static final List<Path> FILES = files();

        /** The names of all classes. */
        static final List<String> TESTS =
                FILES.stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .toList();

        /** The text of all sources and poms. */
        static final String TEXT =
                FILES.stream().map(SourceTree::text).collect(Collectors.joining("\n"));

        private static List<Path> files() {
            SourceTree tree = new SourceTree(Project.root());
            return Stream.concat(
                            tree.modules().stream().map(module -> module.resolve("pom.xml")),
                            tree.javaFiles("src").stream())
                    .toList();
        }
    }
}
