package dev.stanchion.store.file.shared;

import java.io.IOException;

/** What must be on the disk before a message is written. */
public interface BeforeCommit {
    /** Nothing must. */
    BeforeCommit NOTHING = () -> {};

    /** Returns when it is; called by the committer. */
    void sync() throws IOException;
}
