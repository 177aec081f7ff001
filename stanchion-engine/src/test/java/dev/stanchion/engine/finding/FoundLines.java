package dev.stanchion.engine.finding;

import dev.stanchion.engine.testbed.EngineBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an engine has found and what it has logged about it. */
record FoundLines(EngineBed bed) {
    private static final Duration STEP = Duration.ofMillis(500);

    /** Lets time pass. */
    void after(Duration duration) {
        bed.advance(duration, STEP);
    }

    /** Lets at least one round pass. */
    void afterARound() {
        after(Duration.ofSeconds(11));
    }

    List<LiveFinding> live() {
        List<Findings> answers = new ArrayList<>();
        bed.engine().inspector().findings(answers::add);
        bed.settle();
        return answers.getFirst().live();
    }

    List<String> codes() {
        return live().stream().map(each -> each.finding().kind().code()).toList();
    }

    List<String> sentences() {
        return live().stream().map(each -> each.finding().sentence()).toList();
    }

    /** Returns the lines that say that a finding of this kind appeared. */
    List<String> told(FindingKind kind) {
        return lines("Finding " + kind.code() + ": ");
    }

    /** Returns the lines that say that a finding of this kind has ended. */
    List<String> over(FindingKind kind) {
        return lines("Finding " + kind.code() + " is over after ");
    }

    private List<String> lines(String beginning) {
        return bed.logged().stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.startsWith(beginning))
                .toList();
    }
}
