package dev.stanchion.crash;

import java.util.logging.Logger;

/** Keeps the store's log to itself, which these tests make long. */
public final class QuietLog implements AutoCloseable {
    private final Logger storeLog = Logger.getLogger("dev.stanchion.store");

    public QuietLog() {
        storeLog.setUseParentHandlers(Boolean.getBoolean("crash.log"));
    }

    @Override
    public void close() {
        storeLog.setUseParentHandlers(true);
    }
}
