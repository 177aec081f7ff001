package dev.stanchion.cli.admin;

import dev.stanchion.cli.terminal.Console;
import java.util.concurrent.TimeUnit;

/** Tells how far a long work is, every two seconds at most. */
final class Progress {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Console console;
    private long toldNanos = System.nanoTime();

    Progress(Console console) {
        this.console = console;
    }

    void at(String where) {
        long now = System.nanoTime();
        if (now - toldNanos >= PAUSE_NANOS) {
            toldNanos = now;
            console.remark(where);
        }
    }
}
