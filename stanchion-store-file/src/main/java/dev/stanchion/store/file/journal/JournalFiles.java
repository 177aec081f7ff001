package dev.stanchion.store.file.journal;

import dev.stanchion.store.file.recordlog.LogFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the files of a journal, one of which is mapped to memory. */
interface JournalFiles extends LogFiles {
    @Override
    MappableFile open(Path path) throws IOException;
}
