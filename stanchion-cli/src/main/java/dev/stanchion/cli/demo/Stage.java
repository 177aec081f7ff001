package dev.stanchion.cli.demo;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import java.util.List;
import java.util.stream.Collectors;

/** The output of the story: numbered scenes, aligned lines, and a conclusion for each scene. */
public final class Stage {
    private static final String INDENT = "    ";
    private static final int ACTOR_WIDTH = 20;

    private final Console console;
    private int scenes;

    public Stage(Console console) {
        this.console = console;
    }

    public void title(String text) {
        console.line("");
        console.line(console.paint(Style.STRONG, text));
    }

    public void scene(String text) {
        scenes++;
        console.line("");
        console.line(console.paint(Style.STRONG, " %d  %s".formatted(scenes, text)));
    }

    /** Prints a successful event. */
    public void event(String actor, String did) {
        line(actor, console.paint(Style.GOOD, "✓") + " " + did);
    }

    /** Prints a refusal that is part of the story. */
    void refusal(String actor, String did, String words) {
        line(
                actor,
                console.paint(Style.WARNING, "✗")
                        + " "
                        + did
                        + console.paint(Style.WARNING, words));
    }

    /** Prints the conclusion of a scene. */
    public void moral(String text) {
        console.line(INDENT + console.paint(Style.FAINT, text));
    }

    public void end(String text) {
        console.line("");
        console.line(console.paint(Style.GOOD, text));
    }

    public void hint(String text) {
        console.line(text);
    }

    private void line(String actor, String rest) {
        String padding = " ".repeat(Math.max(1, ACTOR_WIDTH - actor.length()));
        console.line(INDENT + console.paint(Style.NAME, actor) + padding + rest);
    }

    /** Writes sequences as {@code #1 #2 #3}. */
    static String numbers(List<Long> sequences) {
        return sequences.stream().map(s -> "#" + s).collect(Collectors.joining(" "));
    }
}
