package dev.stanchion.simulation.world;

import dev.stanchion.kit.shard.VirtualTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The last events as lines, formatted only on demand. Confined to the simulation's thread. */
public final class Trace {
    private final VirtualTime time;
    private final int maxLines;
    private final Deque<Line> lines = new ArrayDeque<>();

    private boolean isFull;

    private record Line(long atNanos, String format, List<Object> arguments) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%12.6f s  ", atNanos / 1e9)
                    + String.format(Locale.ROOT, format, arguments.toArray());
        }
    }

    /**
     * @param maxLines how many lines are kept; 0 keeps none, so nothing is noted
     */
    public Trace(VirtualTime time, int maxLines) {
        if (maxLines < 0) {
            throw new IllegalArgumentException(
                    "lines of a trace: %d (expected: 0 or more; -Dsimulation.trace or -Dcrash.trace"
                                    .formatted(maxLines)
                            + " sets them)");
        }
        this.time = time;
        this.maxLines = maxLines;
        this.isFull = maxLines == 0;
    }

    /**
     * Notes a line.
     *
     * @param arguments values that do not change any more: they are formatted later
     */
    public void note(String format, Object... arguments) {
        if (isFull) {
            return;
        }
        if (lines.size() == maxLines) {
            lines.remove();
        }
        lines.add(new Line(time.elapsedNanos(), format, Arrays.asList(arguments)));
    }

    /** Accepts no more lines, because later ones only repeat earlier ones. */
    public void end() {
        isFull = true;
    }

    /** Returns the last lines, oldest first. */
    public List<String> lines() {
        return lines.stream().map(Line::toString).toList();
    }
}
