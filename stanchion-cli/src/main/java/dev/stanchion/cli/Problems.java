package dev.stanchion.cli;

import dev.stanchion.cli.admin.ApiException;
import dev.stanchion.cli.demo.UntrueStoryException;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.client.StreamingException;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.load.LoadException;
import dev.stanchion.protocol.NearName;
import dev.stanchion.transfer.TransferException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an error and its remedy in one or two lines, and chooses the exit code. */
final class Problems {
    private final Console console;

    Problems(Console console) {
        this.console = console;
    }

    /** Reports arguments that cannot be understood. */
    int wrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String help = name.contains(" ") ? name + " --help" : "stanchion --help";
        console.problem(name + ": " + describe(failure), "Try '" + help + "'.");
        return ExitCode.WRONG_USAGE;
    }

    /**
     * Reports the failure of a command. It passes a bug on to picocli, which prints the stack
     * trace.
     */
    int failure(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof StreamingException streaming) {
            return report(streaming);
        }
        if (failure instanceof UntrueStoryException untrue) {
            console.problem(
                    "The demo failed: " + untrue.getMessage(),
                    "Please report it with the output above.");
            return ExitCode.FAILED;
        }
        if (failure instanceof FailedException failed) {
            return report(failed);
        }
        if (failure instanceof TransferException transfer) {
            console.problem(String.valueOf(transfer.getMessage()), transfer.remedy());
            return ExitCode.FAILED;
        }
        if (failure instanceof StoreException store) {
            console.problem(String.valueOf(store.getMessage()), StoreAccess.remedy(store));
            return ExitCode.FAILED;
        }
        if (failure instanceof ApiException api) {
            console.problem(String.valueOf(api.getMessage()), api.remedy());
            return ExitCode.FAILED;
        }
        if (failure instanceof LoadException load) {
            console.problem(load.problem(), load.remedy());
            return ExitCode.FAILED;
        }
        throw failure;
    }

    /** Reports a failure outside the client. */
    int report(FailedException failure) {
        console.problem(failure.problem(), failure.remedy());
        return ExitCode.FAILED;
    }

    /** Reports a failure of the client. */
    int report(StreamingException failure) {
        console.problem(failure.problem(), remedy(failure));
        return failure.kind() == StreamingException.Kind.INVALID
                ? ExitCode.WRONG_USAGE
                : ExitCode.FAILED;
    }

    /** Returns the client's remedy in terms of this command line. */
    private static String remedy(StreamingException failure) {
        return switch (failure.kind()) {
            case LOST -> "Start it again. A durable continues where it was.";
            case UNREACHABLE,
                    NO_ANSWER,
                    UNCERTAIN,
                    INVALID,
                    REFUSED,
                    CLOSED,
                    OVERLOADED,
                    INTERRUPTED ->
                    failure.remedy();
        };
    }

    private static String describe(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return describe(unmatched);
        }
        String message = failure.getMessage();
        return message == null ? "cannot be understood" : uncapitalized(message);
    }

    private static String describe(UnmatchedArgumentException failure) {
        String typed = failure.getUnmatched().getFirst();
        CommandLine command = failure.getCommandLine();
        if (!failure.isUnknownOption() && command.getSubcommands().isEmpty()) {
            return "unexpected argument '" + typed + "'";
        }
        String kind = failure.isUnknownOption() ? "option" : "command";
        List<String> names =
                failure.isUnknownOption()
                        ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
                        : List.copyOf(command.getSubcommands().keySet());
        String meant =
                nearest(typed, names).map(name -> "; did you mean '" + name + "'?").orElse("");
        return "unknown " + kind + " '" + typed + "'" + meant;
    }

    private static Optional<String> nearest(String typed, List<String> names) {
        String flag = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
        return NearName.of(flag, names);
    }

    /** Returns picocli's text with a lower-case first letter. A name like DATA stays as it is. */
    private static String uncapitalized(String text) {
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return !isWord ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
