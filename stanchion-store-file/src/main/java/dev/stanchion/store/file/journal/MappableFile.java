package dev.stanchion.store.file.journal;

import dev.stanchion.store.file.recordlog.LogFile;
import java.io.IOException;
import java.nio.MappedByteBuffer;

/** A file as {@link Positions} needs it. For one thread at a time, except the mapped memory. */
interface MappableFile extends LogFile {
    /** Shows a part of the file, which exists already, as memory; it stays valid after close. */
    MappedByteBuffer map(long position, int bytes) throws IOException;
}
