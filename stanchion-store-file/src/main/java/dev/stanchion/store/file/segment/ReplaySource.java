package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;

/** One channel's messages that were committed and are perhaps not in its segments. */
public interface ReplaySource {
    /** Returns the first sequence that is here. */
    long firstSequence();

    /** Returns the number of the first commit file that is needed for it. */
    long firstCommitFile();

    /** Takes runs of records, in their order, from wherever they lie. */
    @FunctionalInterface
    interface Target {
        /**
         * Takes a run.
         *
         * @param keptFrom the first sequence that the channel keeps if all of the run is there
         */
        void run(Path path, DiskFile file, long offset, int bytes, long keptFrom)
                throws IOException;
    }

    void forEach(Target target) throws IOException;
}
