package dev.stanchion.acceptance.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A command of a block that shows a terminal, and what the terminal shows then. The command stands
 * behind a dollar sign; the lines up to the next one are its output.
 *
 * @param output empty if the page does not show it
 */
record Exchange(ShellCommand command, List<String> output) {
    private static final String PROMPT = "$ ";

    Exchange {
        output = List.copyOf(output);
    }

    /**
     * Splits a block.
     *
     * @throws IllegalArgumentException if it does not begin with a command
     */
    static List<Exchange> of(Page.Block block) {
        List<Exchange> exchanges = new ArrayList<>();
        List<String> lines = block.lines();
        int at = 0;
        while (at < lines.size()) {
            if (!lines.get(at).startsWith(PROMPT)) {
                throw new IllegalArgumentException(lines.get(at) + ": no command (expected: $ …)");
            }
            List<String> typed = new ArrayList<>();
            typed.add(lines.get(at++).substring(PROMPT.length()));
            while (typed.getLast().endsWith("\\") && at < lines.size()) {
                typed.add(lines.get(at++));
            }
            List<String> output = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).startsWith(PROMPT)) {
                output.add(lines.get(at++));
            }
            exchanges.add(new Exchange(ShellCommand.of(typed).getFirst(), output));
        }
        return exchanges;
    }
}
