package dev.stanchion.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a manual page says about one command. Immutable.
 *
 * @param name with the names of the commands above it: {@code stanchion config check}
 * @param synopsis what follows the name: {@code [OPTIONS] CHANNEL [DATA]}
 * @param description its first paragraph is one sentence, which lists show
 * @param operands what is typed without a name
 * @param epilog lines that are shown as they are: examples, exit codes
 * @param commands those below it
 */
public record CommandPage(
        String name,
        String synopsis,
        List<String> description,
        List<Entry> operands,
        List<Group> groups,
        List<String> epilog,
        List<CommandPage> commands) {
    public CommandPage {
        description = List.copyOf(description);
        operands = List.copyOf(operands);
        groups = List.copyOf(groups);
        epilog = List.copyOf(epilog);
        commands = List.copyOf(commands);
    }

    /**
     * An option or an operand.
     *
     * @param names an option's with their dashes, an operand's label
     * @param value how an option's value is shown; empty if it takes none
     */
    public record Entry(List<String> names, String value, String help) {
        public Entry {
            names = List.copyOf(names);
        }

        boolean takesValue() {
            return !value.isEmpty();
        }

        /** Returns whether completion should offer files. */
        boolean takesFile() {
            return value.contains("FILE") || value.contains("DIR") || value.contains("<string>");
        }
    }

    /** Options under one heading. */
    public record Group(String heading, List<Entry> options) {
        public Group {
            options = List.copyOf(options);
        }
    }

    /** Returns the last word of its name. */
    String word() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    /** Returns what lists show of it, without a full stop. */
    String summary() {
        String first = description.getFirst();
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** Returns the file name of its manual page, without the section. */
    String pageName() {
        return name.replace(' ', '-');
    }

    List<Entry> options() {
        return groups.stream().flatMap(group -> group.options().stream()).toList();
    }

    List<String> optionNames() {
        return options().stream().flatMap(option -> option.names().stream()).toList();
    }

    /** Returns it and all below it, each before what is below it. */
    List<CommandPage> withAllBelow() {
        List<CommandPage> all = new ArrayList<>(List.of(this));
        commands.forEach(command -> all.addAll(command.withAllBelow()));
        return all;
    }

    Stream<String> commandWords() {
        return commands.stream().map(CommandPage::word);
    }
}
