package dev.stanchion.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a backup. The file has another name, with {@value #UNFINISHED} behind it, until it is
 * whole and on the disk. What an earlier run has left under that name is overwritten.
 */
final class BackupWriter implements AutoCloseable {
    static final String UNFINISHED = ".part";

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final Path unfinished;
    private final BackupForm form;
    private final FileChannel channel;
    private final OutputStream out;
    private final CRC32C sum = new CRC32C();
    private byte[] content = new byte[4096];
    private long bytes;
    private boolean isFinished;

    private BackupWriter(Path file, Path unfinished, FileChannel channel) throws IOException {
        this.file = file;
        this.unfinished = unfinished;
        this.form = BackupForm.of(file);
        this.channel = channel;
        OutputStream plain =
                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        this.out = BackupForm.isPacked(file) ? new GZIPOutputStream(plain, BUFFER_BYTES) : plain;
        if (form == BackupForm.BINARY) {
            out.write(BackupForm.magic());
            out.write(BackupForm.FORMAT);
        }
    }

    /**
     * Begins a file, which only its owner may read.
     *
     * @throws TransferException if it exists, or another command writes it
     */
    static BackupWriter create(Path file) {
        requireAbsent(file);
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            FileChannel channel = open(unfinished);
            if (channel.tryLock() == null) {
                channel.close();
                throw new TransferException(
                        unfinished + " is being written by another command", "Wait for its end.");
            }
            channel.truncate(0);
            return new BackupWriter(file, unfinished, channel);
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be written: %s".formatted(unfinished, DiskTrouble.of(unfinished, e)),
                    "Name a file in a directory where you may write.",
                    e);
        }
    }

    private static void requireAbsent(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new TransferException(
                    file + " exists", "Name a new file; a backup overwrites nothing.");
        }
    }

    private static FileChannel open(Path unfinished) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return FileChannel.open(
                    unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        return FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Writes a line of JSON. */
    void line(String json) throws IOException {
        byte[] text = json.getBytes(UTF_8);
        switch (form) {
            case LINES -> {
                write(text, text.length);
                write(new byte[] {'\n'}, 1);
            }
            case BINARY -> record(BackupForm.LINE, text, text.length);
        }
    }

    /** Writes a message. */
    void message(String channelName, MsgProtoCursor message, ByteBuf stored) throws IOException {
        switch (form) {
            case LINES -> line(MessageLine.of(channelName, message));
            case BINARY -> {
                int length = stored.readableBytes();
                content = content.length < length ? new byte[length] : content;
                stored.getBytes(stored.readerIndex(), content, 0, length);
                record(BackupForm.MESSAGE, content, length);
            }
        }
    }

    private void record(byte kind, byte[] data, int length) throws IOException {
        byte[] head = ByteBuffer.allocate(1 + Integer.BYTES).put(kind).putInt(length).array();
        write(head, head.length);
        write(data, length);
    }

    private void write(byte[] data, int length) throws IOException {
        out.write(data, 0, length);
        sum.update(data, 0, length);
        bytes += length;
    }

    /** Returns how many bytes were written, before they are packed. */
    long bytes() {
        return bytes;
    }

    /** Returns the checksum of all lines so far. */
    long sum() {
        return sum.getValue();
    }

    /** Writes the last line, and gives the file its name once it is on the disk. */
    void finish(String end) throws IOException {
        line(end);
        if (out instanceof GZIPOutputStream packed) {
            packed.finish();
        }
        out.flush();
        channel.force(true);
        requireAbsent(file);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        isFinished = true;
        syncDirectory();
    }

    private void syncDirectory() {
        Path directory = file.toAbsolutePath().getParent();
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException notPossibleHere) {
            return; // the name of the file may be lost with the power, and no content
        }
    }

    /** Deletes the file unless it is whole. */
    @Override
    public void close() {
        try {
            if (!isFinished) {
                Files.deleteIfExists(unfinished);
            }
            channel.close();
        } catch (IOException leftBehind) {
            return; // the next run overwrites it
        }
    }
}
