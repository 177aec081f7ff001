package dev.stanchion.cli;

import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.DiskTrouble;
import java.io.IOException;

/**
 * Opens a store's directory, and reports in the style of this command line if that is not possible.
 */
final class StoreAccess {
    private StoreAccess() {}

    /** Work that needs the directory. */
    interface Question<T> {
        T ask() throws IOException;
    }

    static <T> T orFail(Question<T> question) {
        try {
            return question.ask();
        } catch (StoreException e) {
            throw new FailedException(String.valueOf(e.getMessage()), remedy(e), e);
        } catch (IOException e) {
            throw new FailedException(
                    DiskTrouble.of(e), "Check that you may read and write there.", e);
        }
    }

    /** Returns what helps. */
    static String remedy(StoreException failure) {
        return switch (failure.kind()) {
            case BUSY -> "Stop the server first; 'stanchion fsck' works while it runs.";
            case CORRUPT -> "Nothing was changed.";
            case FULL, FENCED, READ_ONLY, IO -> "Check the name.";
        };
    }
}
