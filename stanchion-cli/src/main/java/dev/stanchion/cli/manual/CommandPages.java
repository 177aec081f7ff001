package dev.stanchion.cli.manual;

import dev.stanchion.cli.manual.CommandPage.Entry;
import dev.stanchion.cli.manual.CommandPage.Group;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.FlagGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Makes pages from the commands as the executable has them. */
public final class CommandPages {
    private static final String SERVER = "server";

    /** The description of the executable, whose {@code --help} page is not picocli's. */
    private static final String WHAT_IT_IS =
            "A NATS Streaming server for the JVM, and tools to talk to it.";

    private CommandPages() {}

    /** Returns the page of a command, and of those below it. */
    public static CommandPage of(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.name().equals(SERVER)) {
            return ofServer(spec.qualifiedName(), Dialect.STANCHION_SERVER);
        }
        List<CommandPage> below =
                command.getSubcommands().values().stream().map(CommandPages::of).toList();
        return new CommandPage(
                spec.qualifiedName(),
                synopsis(spec),
                paragraphs(spec.usageMessage()),
                spec.positionalParameters().stream()
                        .filter(operand -> !operand.hidden())
                        .map(CommandPages::operand)
                        .toList(),
                List.of(new Group("Options", options(spec))),
                epilog(spec),
                below);
    }

    /** Returns the page of the server, whose flags picocli does not know. */
    public static CommandPage ofServer(String name, Dialect dialect) {
        return new CommandPage(
                name,
                "[OPTIONS]",
                List.of(
                        "Run a NATS Streaming server.",
                        "Options may have one dash or two. A value follows after = or as the next"
                                + " word; an option without one is switched off by =false.",
                        "The options of all versions of NATS Streaming are known. One whose feature"
                                + " this version does not have is refused, or said to have no"
                                + " effect."),
                List.of(),
                FlagGroup.of(dialect).stream().map(CommandPages::group).toList(),
                List.of(
                        "Signals:",
                        "  TERM, INT  stop when everything published is acknowledged",
                        "  HUP        read the configuration file again",
                        "  USR1       open the log file again",
                        "  USR2       send all clients away, then stop",
                        "",
                        "Exit codes: 0 stopped by INT or -sl, 1 failed, 143 stopped by TERM."),
                List.of());
    }

    private static Group group(FlagGroup group) {
        return new Group(
                group.heading(), group.lines().stream().map(CommandPages::option).toList());
    }

    private static Entry option(FlagGroup.Line line) {
        String help = line.help();
        if (!line.defaultValue().isEmpty()) {
            help += " (default: " + line.defaultValue() + ")";
        }
        return new Entry(
                line.names(),
                line.placeholder(),
                line.isUsable() ? help : help + " (not in this version)");
    }

    private static List<Entry> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(CommandPages::option)
                .toList();
    }

    private static Entry option(OptionSpec option) {
        return new Entry(
                Arrays.asList(option.names()),
                option.arity().max() == 0 ? "" : option.paramLabel(),
                sentence(option.description()));
    }

    private static Entry operand(PositionalParamSpec operand) {
        return new Entry(List.of(operand.paramLabel()), "", sentence(operand.description()));
    }

    /** As picocli writes it, without the name. */
    private static String synopsis(CommandSpec spec) {
        String line = new CommandLine.Help(spec, defaultScheme()).abbreviatedSynopsis().strip();
        String name = spec.qualifiedName();
        return line.startsWith(name) ? line.substring(name.length()).strip() : line;
    }

    private static CommandLine.Help.ColorScheme defaultScheme() {
        return CommandLine.Help.defaultColorScheme(Ansi.OFF);
    }

    private static List<String> paragraphs(UsageMessageSpec usage) {
        List<String> paragraphs =
                Stream.of(usage.header(), usage.description())
                        .flatMap(Stream::of)
                        .map(line -> text(line).strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
        return paragraphs.isEmpty() ? List.of(WHAT_IT_IS) : paragraphs;
    }

    private static List<String> epilog(CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        String heading = text(spec.usageMessage().footerHeading()).strip();
        if (!heading.isEmpty()) {
            lines.add(heading);
        }
        Stream.of(spec.usageMessage().footer()).map(CommandPages::text).forEach(lines::add);
        return lines;
    }

    private static String sentence(String... lines) {
        return text(String.join(" ", lines));
    }

    /** Returns picocli's form of a text. A single percent sign stays as it is. */
    private static String text(String template) {
        return template.replace("%n", "\n").replace("%%", "%").replace("$${", "${");
    }
}
