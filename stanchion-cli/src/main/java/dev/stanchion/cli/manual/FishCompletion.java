package dev.stanchion.cli.manual;

import dev.stanchion.cli.manual.CommandPage.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders completion for fish: one line for every command and option. */
final class FishCompletion {
    private final StringBuilder script = new StringBuilder();
    private final String program;

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandPage command) {
        FishCompletion fish = new FishCompletion(command.name());
        fish.script.append("# fish completion for ").append(command.name()).append('\n');
        command.withAllBelow().forEach(fish::append);
        return fish.script.toString();
    }

    private void append(CommandPage command) {
        String condition = condition(command);
        for (CommandPage below : command.commands()) {
            line(condition, "-f -a " + below.word(), below.summary());
        }
        for (Entry option : command.options()) {
            String names =
                    option.names().stream()
                            .map(FishCompletion::name)
                            .collect(Collectors.joining(" "));
            String value = option.takesValue() ? option.takesFile() ? " -r -F" : " -x" : "";
            line(condition, names + value, option.help());
        }
    }

    private void line(String condition, String what, String help) {
        script.append("complete -c ").append(program).append(condition).append(' ').append(what);
        script.append(" -d ").append(quoted(help)).append('\n');
    }

    /** Returns the words of its name, and no word of a command below it. */
    private String condition(CommandPage command) {
        String words = command.name().substring(program.length()).strip();
        String seen =
                words.isEmpty()
                        ? ""
                        : Stream.of(words.split(" ", -1))
                                .map(word -> "__fish_seen_subcommand_from " + word)
                                .collect(Collectors.joining("; and "));
        String unseen =
                command.commands().isEmpty()
                        ? ""
                        : "not __fish_seen_subcommand_from "
                                + command.commandWords().collect(Collectors.joining(" "));
        String both = seen.isEmpty() || unseen.isEmpty() ? seen + unseen : seen + "; and " + unseen;
        return both.isEmpty() ? "" : " -n '" + both + "'";
    }

    /** Names of several letters behind one dash are "old" to fish. */
    private static String name(String option) {
        String name = option.replaceFirst("^--?", "");
        if (option.startsWith("--")) {
            return "-l " + name;
        }
        return (name.length() == 1 ? "-s " : "-o ") + name;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
