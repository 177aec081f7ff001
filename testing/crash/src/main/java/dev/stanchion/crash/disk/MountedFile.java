package dev.stanchion.crash.disk;

import dev.stanchion.crash.disk.DiskCall.Operation;
import dev.stanchion.store.file.disk.Disk.Access;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;

/** A file that a process has open. Guarded by the disk. */
final class MountedFile implements DiskFile {
    private final Mount mount;
    private final Path path;
    private final CachedFile content;
    private final Access access;
    private boolean closed;

    MountedFile(Mount mount, Path path, CachedFile content, Access access) {
        this.mount = mount;
        this.path = path;
        this.content = content;
        this.access = access;
    }

    Path path() {
        return path;
    }

    @Override
    public long sizeBytes() throws IOException {
        synchronized (mount.disk()) {
            requireOpen();
            return content.sizeBytes();
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        DiskCall call = new DiskCall(Operation.READ, path, target.remaining());
        synchronized (mount.disk()) {
            requireOpen();
            int wanted =
                    switch (mount.begin(call)) {
                        case NONE, NO_SPACE -> target.remaining();
                        case SHORT -> half(target.remaining());
                        case IO_ERROR -> throw Mount.failed(call);
                    };
            int count = content.read(target, wanted, position);
            mount.end(call);
            return count;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, long position) throws IOException {
        long wanted = 0;
        for (ByteBuffer source : sources) {
            wanted += source.remaining();
        }
        DiskCall call = new DiskCall(Operation.WRITE, path, wanted);
        synchronized (mount.disk()) {
            requireWritable();
            Fault fault = mount.begin(call);
            long room = roomFor(position, wanted);
            long possible =
                    switch (fault) {
                        case NONE -> room;
                        case SHORT, IO_ERROR -> Math.min(room, half(wanted));
                        case NO_SPACE ->
                                mount.disk().chance().oneIn(2) ? 0 : Math.min(room, half(wanted));
                    };
            write(sources, position, possible);
            mount.end(call);
            if (fault == Fault.IO_ERROR) {
                throw Mount.failed(call);
            }
            if (possible == 0 && wanted > 0) {
                throw Mount.full(call);
            }
            return possible;
        }
    }

    private static int half(long bytes) {
        return (int) ((bytes + 1) / 2);
    }

    /** Writes inside of the file need no room. */
    private long roomFor(long position, long wanted) {
        long allocated = CachedFile.allocated(content.sizeBytes());
        long free = mount.disk().freeBytes();
        if (position + wanted - allocated <= free) {
            return wanted;
        }
        return Math.max(0, allocated + free - position);
    }

    private void write(ByteBuffer[] sources, long position, long count) {
        long done = 0;
        for (ByteBuffer source : sources) {
            int length = (int) Math.min(source.remaining(), count - done);
            ByteBuffer part = source.slice(source.position(), length);
            content.write(part, position + done);
            source.position(source.position() + length);
            done += length;
        }
    }

    @Override
    public void force() throws IOException {
        DiskCall call = new DiskCall(Operation.FORCE, path, 0);
        synchronized (mount.disk()) {
            requireOpen();
            Fault fault = mount.begin(call);
            switch (fault) {
                case NONE, SHORT -> content.force();
                case IO_ERROR, NO_SPACE -> content.settle(mount.disk().chance());
            }
            mount.end(call);
            switch (fault) {
                case IO_ERROR -> throw Mount.failed(call);
                case NO_SPACE -> throw Mount.full(call);
                case NONE, SHORT -> {}
            }
        }
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        DiskCall call = new DiskCall(Operation.TRUNCATE, path, sizeBytes);
        synchronized (mount.disk()) {
            requireWritable();
            if (mount.begin(call) == Fault.IO_ERROR) {
                throw Mount.failed(call);
            }
            content.truncate(sizeBytes);
            mount.end(call);
        }
    }

    @Override
    public MappedBytes map(int bytes) throws IOException {
        synchronized (mount.disk()) {
            requireWritable();
            return new Mapped();
        }
    }

    /** The file as memory; it may be closed meanwhile. */
    private final class Mapped implements MappedBytes {
        @Override
        public void put(int position, byte[] source, int length) throws IOException {
            DiskCall call = new DiskCall(Operation.PUT, path, length);
            synchronized (mount.disk()) {
                Fault fault = mount.begin(call);
                int done = fault == Fault.NONE ? length : half(length);
                content.write(ByteBuffer.wrap(source, 0, done), position);
                mount.end(call);
                if (fault == Fault.IO_ERROR || fault == Fault.NO_SPACE) {
                    throw Mount.failed(call);
                }
                content.write(ByteBuffer.wrap(source, done, length - done), position + done);
            }
        }

        @Override
        public void makeReady() throws IOException {
            DiskCall call = new DiskCall(Operation.WRITE, path, 0);
            synchronized (mount.disk()) {
                Fault fault = mount.begin(call);
                mount.end(call);
                if (fault == Fault.IO_ERROR || fault == Fault.NO_SPACE) {
                    throw Mount.failed(call);
                }
            }
        }
    }

    @Override
    public void close() {
        DiskCall call = new DiskCall(Operation.CLOSE, path, 0);
        synchronized (mount.disk()) {
            if (!closed) {
                closed = true;
                mount.closed(this);
                mount.begin(call);
                mount.end(call);
            }
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private void requireWritable() throws ClosedChannelException {
        requireOpen();
        if (access == Access.READ) {
            throw new NonWritableChannelException();
        }
    }
}
