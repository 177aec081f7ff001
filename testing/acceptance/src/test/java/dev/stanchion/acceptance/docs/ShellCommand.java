package dev.stanchion.acceptance.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a block, as the page has it.
 *
 * @param text of the command, on one line
 */
record ShellCommand(String text) {
    private static final Pattern ASSIGNMENTS =
            Pattern.compile("((?:[A-Z_]+=(?:'[^']*'|\"[^\"]*\"|\\S*) +)*)(.*)");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)# .*$");
    private static final Pattern ENDS_AT_ONCE =
            Pattern.compile(" (-sl|--signal|-signal|-h|--help|-v|--version)\\b");
    private static final Pattern LISTENER =
            Pattern.compile("bin/stanchion (listen|admin tail)|npm run listen");
    private static final Pattern COUNTED = Pattern.compile(" (--count|-n|--limit)\\b");
    private static final Pattern SERVER =
            Pattern.compile("bin/(nats-streaming-server|stanchion server)( .*)?");

    /** Programs that build this project, test it, or measure a machine: minutes each. */
    private static final Pattern WORKSHOP =
            Pattern.compile(
                    "(mvn|jfr|bin/(verify|dist|install-local|crashtest|chaos|fuzz|jmh|bench-page|client-bench|client-soak|simulate|pictures|dashboard-budgets|stanchion bench))"
                            + "\\b.*");

    /** The ways to run a command. */
    enum Kind {
        /** It runs until it is stopped, and prints when it is ready. */
        SERVER,
        /** Runs until it is stopped. */
        LISTENER,
        /** Is not run, but its options are looked up. */
        WORKSHOP,
        ENDS
    }

    /**
     * Splits a block into commands: a backslash joins lines, and a line that begins with {@code #}
     * is skipped.
     */
    static List<ShellCommand> of(Page.Block block) {
        return block.is("console")
                ? Exchange.of(block).stream().map(Exchange::command).toList()
                : of(block.lines());
    }

    /** Does the same with lines. */
    static List<ShellCommand> of(List<String> lines) {
        List<ShellCommand> commands = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (line.endsWith("\\")) {
                text.append(line, 0, line.length() - 1);
                continue;
            }
            text.append(line);
            String command = COMMENT.matcher(text).replaceAll("").strip();
            text.setLength(0);
            if (!command.isEmpty()) {
                commands.add(new ShellCommand(command));
            }
        }
        return commands;
    }

    /** Returns the command without the variables that are set for it. */
    String program() {
        return split().group(2);
    }

    /** Returns the variables that are set for it, as they stand before it. */
    String variables() {
        return split().group(1);
    }

    private Matcher split() {
        Matcher parts = ASSIGNMENTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text + ": not on one line");
        }
        return parts;
    }

    Kind kind() {
        String program = program();
        if (WORKSHOP.matcher(program).matches()) {
            return Kind.WORKSHOP;
        }
        if (SERVER.matcher(program).matches() && !ENDS_AT_ONCE.matcher(program).find()) {
            return Kind.SERVER;
        }
        boolean listens = LISTENER.matcher(program).lookingAt() && !COUNTED.matcher(program).find();
        return listens ? Kind.LISTENER : Kind.ENDS;
    }
}
