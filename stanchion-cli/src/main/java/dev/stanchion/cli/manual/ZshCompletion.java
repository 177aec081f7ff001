package dev.stanchion.cli.manual;

import dev.stanchion.cli.manual.CommandPage.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders completion for zsh, where every command is a function with its arguments. */
final class ZshCompletion {
    private ZshCompletion() {}

    static String of(CommandPage command) {
        String functions =
                command.withAllBelow().stream()
                        .map(ZshCompletion::function)
                        .collect(Collectors.joining("\n"));
        return "#compdef %s\n\n%s\n%s \"$@\"\n"
                .formatted(command.name(), functions, functionName(command));
    }

    private static String functionName(CommandPage command) {
        return "_" + command.pageName().replace('-', '_');
    }

    private static String function(CommandPage command) {
        return functionName(command)
                + "() {\n"
                + (command.commands().isEmpty() ? arguments(command) : commands(command))
                + "}\n";
    }

    private static String commands(CommandPage command) {
        String list =
                command.commands().stream()
                        .map(below -> "            " + quoted(below.word() + ":" + below.summary()))
                        .collect(Collectors.joining("\n"));
        String cases =
                command.commands().stream()
                        .map(below ->
                                "        %s) %s ;;".formatted(below.word(), functionName(below)))
                        .collect(Collectors.joining("\n"));
        return """
            local context state line
            local -a commands
            commands=(
        %s
            )
            _arguments -C %s '1: :->command' '*:: :->arguments'
            case $state in
            command) _describe command commands ;;
            arguments)
                case $line[1] in
        %s
                esac ;;
            esac
        """
                .formatted(list, options(command), cases);
    }

    private static String arguments(CommandPage command) {
        Stream<String> operands =
                command.operands().isEmpty() ? Stream.of() : Stream.of("'*:file:_files'");
        return "    _arguments "
                + Stream.concat(Stream.of(options(command)), operands)
                        .collect(Collectors.joining(" \\\n        "))
                + "\n";
    }

    private static String options(CommandPage command) {
        return command.options().stream()
                .flatMap(option -> specifications(option).stream())
                .collect(Collectors.joining(" \\\n        "));
    }

    /**
     * Returns the specifications of an option. A long name takes its value after = or as the next
     * word.
     */
    private static List<String> specifications(Entry option) {
        String help = "[" + option.help().replaceAll("([\\[\\]:\\\\])", "\\\\$1") + "]";
        String action = option.takesFile() ? ":_files" : ": ";
        String value = option.takesValue() ? ":" + option.value().replace(":", "\\:") + action : "";
        return option.names().stream()
                .map(name ->
                        quoted(
                                name
                                        + (value.isEmpty() || !name.startsWith("--") ? "" : "=")
                                        + help
                                        + value))
                .toList();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
