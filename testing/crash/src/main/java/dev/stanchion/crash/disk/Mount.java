package dev.stanchion.crash.disk;

import dev.stanchion.crash.disk.DiskCall.Operation;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The disk as one process has it, until that ends. Guarded by the disk. */
final class Mount implements Disk {
    private final FaultyDisk disk;
    private final List<MountedFile> open = new ArrayList<>();
    private boolean ended;

    Mount(FaultyDisk disk) {
        this.disk = disk;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
        open.clear();
    }

    List<Path> openFiles() {
        return open.stream().map(MountedFile::path).toList();
    }

    void closed(MountedFile file) {
        open.remove(file);
    }

    FaultyDisk disk() {
        return disk;
    }

    /** Begins each call: ends it if the process has ended, and returns its failure. */
    Fault begin(DiskCall call) {
        requireAlive();
        Fault fault = disk.faults().before(call);
        requireAlive();
        return fault;
    }

    void end(DiskCall call) {
        disk.faults().after(call);
        requireAlive();
    }

    private void requireAlive() {
        if (ended) {
            throw new ProcessEnded();
        }
    }

    static IOException failed(DiskCall call) {
        return new IOException(call + ": Input/output error");
    }

    static IOException full(DiskCall call) {
        return new IOException(call + ": No space left on device");
    }

    /** Carries out a call of which nothing is done when it fails. */
    private <T> T whole(DiskCall call, Step<T> step) throws IOException {
        synchronized (disk) {
            switch (begin(call)) {
                case IO_ERROR -> throw failed(call);
                case NO_SPACE -> throw full(call);
                case NONE, SHORT -> {}
            }
            T result = step.run();
            end(call);
            return result;
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return whole(
                new DiskCall(Operation.CREATE, path, 0),
                () -> {
                    CachedDirectory parent = parentOf(path);
                    if (parent.get(nameOf(path)) != null) {
                        throw new FileAlreadyExistsException(path.toString());
                    }
                    CachedFile file = new CachedFile();
                    parent.put(nameOf(path), file);
                    return opened(path, file, Access.READ_WRITE);
                });
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return whole(
                new DiskCall(Operation.OPEN, path, 0),
                () -> {
                    if (disk.find(path) instanceof CachedFile file) {
                        return opened(path, file, access);
                    }
                    throw new NoSuchFileException(path.toString());
                });
    }

    private DiskFile opened(Path path, CachedFile file, Access access) {
        MountedFile opened = new MountedFile(this, path, file, access);
        open.add(opened);
        return opened;
    }

    /** No other process uses a file of a directory that this one has locked. */
    @Override
    public DiskFile openAlone(Path path) throws IOException {
        try {
            return open(path, Access.READ_WRITE);
        } catch (NoSuchFileException e) {
            return create(path);
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        whole(
                new DiskCall(Operation.CREATE_DIRECTORY, directory, 0),
                () -> {
                    Path path = FaultyDisk.ROOT;
                    for (String name : FaultyDisk.names(directory)) {
                        CachedDirectory parent = directoryAt(path);
                        path = path.resolve(name);
                        if (parent.get(name) == null) {
                            parent.put(name, new CachedDirectory());
                        }
                    }
                    return directoryAt(path);
                });
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        return whole(
                new DiskCall(Operation.LIST, directory, 0),
                () -> {
                    List<Entry> entries = new ArrayList<>();
                    directoryAt(directory)
                            .names()
                            .forEach((name, node) ->
                                    entries.add(
                                            new Entry(
                                                    directory.resolve(name),
                                                    node instanceof CachedDirectory)));
                    return entries;
                });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        whole(
                new DiskCall(Operation.RENAME, from, 0),
                () -> {
                    CachedDirectory parent = parentOf(from);
                    if (parentOf(to) != parent) {
                        throw new IOException(to + " is not in the directory of " + from);
                    }
                    Node node = parent.get(nameOf(from));
                    if (node == null) {
                        throw new NoSuchFileException(from.toString());
                    }
                    requireReplaceable(node, parent.get(nameOf(to)), to);
                    parent.rename(nameOf(from), nameOf(to), node);
                    return node;
                });
    }

    private static void requireReplaceable(Node node, @Nullable Node target, Path to)
            throws IOException {
        if (target instanceof CachedDirectory directory && !directory.names().isEmpty()) {
            throw new DirectoryNotEmptyException(to.toString());
        }
        if (node instanceof CachedDirectory && target instanceof CachedFile) {
            throw new NotDirectoryException(to.toString());
        }
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        whole(
                new DiskCall(Operation.LINK, name, 0),
                () -> {
                    if (!(disk.find(existing) instanceof CachedFile file)) {
                        throw new NoSuchFileException(existing.toString());
                    }
                    CachedDirectory parent = parentOf(name);
                    if (parent.get(nameOf(name)) != null) {
                        throw new FileAlreadyExistsException(name.toString());
                    }
                    parent.put(nameOf(name), file);
                    return file;
                });
    }

    @Override
    public void delete(Path path) throws IOException {
        whole(
                new DiskCall(Operation.DELETE, path, 0),
                () -> {
                    Node node = disk.find(path);
                    if (node instanceof CachedDirectory directory && !directory.names().isEmpty()) {
                        throw new DirectoryNotEmptyException(path.toString());
                    }
                    if (node != null) {
                        parentOf(path).remove(nameOf(path));
                    }
                    return path;
                });
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        whole(
                new DiskCall(Operation.SYNC_DIRECTORY, directory, 0),
                () -> {
                    CachedDirectory synced = directoryAt(directory);
                    synced.sync();
                    return synced;
                });
    }

    @Override
    public long usableBytes(Path directory) {
        synchronized (disk) {
            requireAlive();
            return disk.freeBytes();
        }
    }

    @Override
    public long totalBytes(Path directory) {
        synchronized (disk) {
            requireAlive();
            return disk.quotaBytes();
        }
    }

    @Override
    public long bootId() {
        synchronized (disk) {
            requireAlive();
            return disk.bootId();
        }
    }

    @Override
    public Hold lock(Path directory) {
        synchronized (disk) {
            requireAlive();
            return disk.lock(directory, this);
        }
    }

    private CachedDirectory parentOf(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new NoSuchFileException(path.toString());
        }
        return directoryAt(parent);
    }

    private CachedDirectory directoryAt(Path path) throws IOException {
        return switch (disk.find(path)) {
            case CachedDirectory directory -> directory;
            case CachedFile ignored -> throw new NotDirectoryException(path.toString());
            case null -> throw new NoSuchFileException(path.toString());
        };
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
