package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Interrupts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the JVM's shutdown into a request to finish.
 *
 * <p>After an interrupt the JVM would exit with 130 as soon as its hooks return. So the hook waits
 * for the work, and then halts with the work's exit code. The {@code System.exit} in {@code main}
 * after the work is blocked by then.
 */
final class ShutdownHooks implements Interrupts {
    private static final int PATIENCE_SECONDS = 10;

    @Override
    public Work during(Runnable action) {
        Hook hook = new Hook(action);
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static final class Hook extends Thread implements Work {
        private final Runnable action;
        private final CountDownLatch finished = new CountDownLatch(1);
        private volatile int exitCode = ExitCode.FAILED;

        Hook(Runnable action) {
            super("stanchion-interrupt");
            this.action = action;
        }

        @Override
        public void run() {
            action.run();
            try {
                if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    Runtime.getRuntime().halt(exitCode);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // then the JVM ends in its own way
            }
        }

        @Override
        public void finished(int code) {
            try {
                Runtime.getRuntime().removeShutdownHook(this);
            } catch (IllegalStateException e) {
                exitCode = code; // the shutdown is under way and waits for this
                finished.countDown();
            }
        }
    }
}
