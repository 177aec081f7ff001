package dev.stanchion.interop.driver;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A driver for many tests, started when the first asks; a library that cannot be installed here is
 * tried once. Safe for use by many threads.
 */
public final class SharedDriver implements AutoCloseable {
    private final String library;
    private final Supplier<DriverProgram> install;
    private @Nullable Driver driver;
    private @Nullable RuntimeException failure;

    /**
     * Creates a driver that no test has used yet.
     *
     * @param library its library, for the report of a skipped test
     * @param install installs it; ends the test as skipped where that is impossible
     */
    public SharedDriver(String library, Supplier<DriverProgram> install) {
        this.library = library;
        this.install = install;
    }

    /** Returns the running driver. */
    public synchronized Driver driver() {
        if (failure != null) {
            throw failure;
        }
        Driver started = driver;
        if (started == null) {
            started = start();
            driver = started;
        }
        return started;
    }

    private Driver start() {
        try {
            return Driver.start(install.get());
        } catch (RuntimeException e) {
            failure = e;
            if (e instanceof TestAbortedException) { // Maven would not show the reason
                System.out.println("Skipped: " + library + ": " + e.getMessage());
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (driver != null) {
            driver.close();
        }
    }
}
