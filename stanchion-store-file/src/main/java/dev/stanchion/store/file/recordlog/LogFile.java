package dev.stanchion.store.file.recordlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file as a {@link RecordLog} needs it. For one thread at a time. */
public interface LogFile extends Closeable {
    long sizeBytes() throws IOException;

    /** Fills the buffer with the bytes from the position; the file has that many. */
    void read(ByteBuffer target, long position) throws IOException;

    /** Writes all of the buffer; when it fails, a part may have been written. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Cuts off everything from the size on. */
    void truncate(long sizeBytes) throws IOException;

    /** Returns when all that was written would survive the end of the machine. */
    void force() throws IOException;
}
