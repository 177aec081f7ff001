package dev.stanchion.store.file.journal;

import dev.stanchion.store.file.recordlog.LogFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Where the files of a journal come from, one of which is mapped to memory. */
interface JournalFiles extends LogFiles {
    @Override
    MappableFile open(Path path) throws IOException;
}
