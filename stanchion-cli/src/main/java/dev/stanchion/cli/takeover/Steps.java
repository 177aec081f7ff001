package dev.stanchion.cli.takeover;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.Style;

/** Tells each step of a takeover, and the way back from it. */
record Steps(Console console, boolean json) {
    /** Tells a step. */
    void tell(String step, String text) {
        console.line(
                json
                        ? new JsonLine().with("step", step).with("text", text).end()
                        : "%s: %s".formatted(console.paint(Style.NAME, step), text));
    }

    /** Tells how much a step took, and how long. */
    void tell(String step, String text, long messages, long millis) {
        console.line(
                json
                        ? new JsonLine()
                                .with("step", step)
                                .with("messages", messages)
                                .with("millis", millis)
                                .with("text", text)
                                .end()
                        : "%s: %s".formatted(console.paint(Style.NAME, step), text));
    }
}
