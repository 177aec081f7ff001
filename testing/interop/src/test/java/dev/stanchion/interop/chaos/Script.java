package dev.stanchion.interop.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes the troubles of a run. One is mended before the next begins. Pure. */
final class Script {
    /** Clients get some quiet first, so that the silence of a run without trouble is known. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration PERIOD = Duration.ofSeconds(8);
    private static final Duration RECOVERY = Duration.ofSeconds(4);
    private static final int TARGETS = 1_000;

    private Script() {}

    /**
     * Returns the troubles in order. Every kind comes once before one of them comes again.
     *
     * @param length the last trouble is mended before this time is over
     */
    static List<Trouble> of(long seed, Duration length, Set<Trouble.Kind> kinds) {
        var random = new SplittableRandom(seed);
        List<Trouble> troubles = new ArrayList<>();
        Set<Trouble.Kind> left = EnumSet.noneOf(Trouble.Kind.class);
        Duration at = QUIET;
        while (true) {
            if (left.isEmpty()) {
                left.addAll(kinds);
            }
            Trouble.Kind kind = List.copyOf(left).get(random.nextInt(left.size()));
            left.remove(kind);
            Duration lasts =
                    Duration.ofMillis(
                            random.nextInt(kind.shortestMillis(), kind.longestMillis() + 1));
            if (at.plus(lasts).plus(RECOVERY).compareTo(length) > 0) {
                return List.copyOf(troubles);
            }
            troubles.add(new Trouble(kind, at, lasts, random.nextInt(TARGETS)));
            Duration mended = at.plus(lasts).plus(RECOVERY);
            Duration next = at.plus(PERIOD);
            at = mended.compareTo(next) > 0 ? mended : next;
        }
    }
}
