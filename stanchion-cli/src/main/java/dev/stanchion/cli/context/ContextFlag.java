package dev.stanchion.cli.context;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --context}. */
public final class ContextFlag {
    private static final String NAME = "--context";

    /**
     * Takes the name, which {@link #in} has read before: the context decides about the defaults of
     * the other options, and picocli asks for defaults before it reads the line.
     */
    @Option(
            names = NAME,
            paramLabel = "NAME",
            description =
                    "Context that names the server: see 'stanchion help context'. Default: the"
                            + " variables STANCHION_URL, STANCHION_CLUSTER and"
                            + " STANCHION_MONITORING_URL, then the context in use")
    void context(String name) {}

    /** Returns the context that a command line names. */
    public static Optional<String> in(String... args) {
        List<String> options =
                Arrays.stream(args).takeWhile(argument -> !argument.equals("--")).toList();
        int at = options.lastIndexOf(NAME);
        if (at >= 0 && at + 1 < options.size()) {
            return Optional.of(options.get(at + 1));
        }
        return options.stream()
                .filter(option -> option.startsWith(NAME + "="))
                .map(option -> option.substring(NAME.length() + 1))
                .findFirst();
    }
}
