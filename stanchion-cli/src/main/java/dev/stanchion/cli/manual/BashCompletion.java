package dev.stanchion.cli.manual;

import dev.stanchion.cli.manual.CommandPage.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders completion for bash: the words that are commands decide which options are offered. */
final class BashCompletion {
    private BashCompletion() {}

    static String of(CommandPage command) {
        String function = "_" + command.name().replace('-', '_');
        return """
        # bash completion for %1$s
        %2$s() {
            local word command=%1$s current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
            local commands words files values i
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                case "$command $word" in
        %3$s
                esac
            done
            case $command in
        %4$s
            esac
            COMPREPLY=()
            case " $files " in *" $previous "*) return ;; esac
            case " $values " in *" $previous "*) compopt +o default; return ;; esac
            if [[ $current == -* || -n $commands ]]; then
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            fi
        } && complete -o default -F %2$s %1$s
        """
                .formatted(command.name(), function, descent(command), choices(command));
    }

    private static String descent(CommandPage command) {
        return command.withAllBelow().stream()
                .skip(1)
                .map(below -> "        \"%1$s\") command=\"%1$s\" ;;".formatted(below.name()))
                .collect(Collectors.joining("\n"));
    }

    private static String choices(CommandPage command) {
        return command.withAllBelow().stream()
                .map(BashCompletion::choice)
                .collect(Collectors.joining("\n"));
    }

    private static String choice(CommandPage command) {
        String commands = command.commandWords().collect(Collectors.joining(" "));
        List<String> words =
                Stream.concat(command.commandWords(), command.optionNames().stream()).toList();
        return """
        "%s")
            commands="%s"
            words="%s"
            files="%s"
            values="%s"
            ;;\
        """
                .formatted(
                        command.name(),
                        commands,
                        String.join(" ", words),
                        names(command, true),
                        names(command, false))
                .indent(4)
                .stripTrailing();
    }

    private static String names(CommandPage command, boolean ofFiles) {
        return command.options().stream()
                .filter(Entry::takesValue)
                .filter(option -> option.takesFile() == ofFiles)
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
    }
}
