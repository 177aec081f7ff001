package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that passes everything on to another one; subclasses change some of it. */
public abstract class ForwardingFile implements DiskFile {
    private final DiskFile file;

    protected ForwardingFile(DiskFile file) {
        this.file = file;
    }

    @Override
    public long sizeBytes() throws IOException {
        return file.sizeBytes();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long write(ByteBuffer[] sources, long position) throws IOException {
        return file.write(sources, position);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        file.truncate(sizeBytes);
    }

    @Override
    public MappedBytes map(int bytes) throws IOException {
        return file.map(bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
