package dev.stanchion.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a backup of any form line by line. It holds one line at a time. For one thread. */
final class BackupReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final String REMEDY =
            "Use another backup; 'stanchion verify-backup' tells whether one is whole.";

    private final Path file;
    private final InputStream in;
    private final BackupForm form;
    private final CRC32C sum = new CRC32C();
    private final MsgProtoCursor message = new MsgProtoCursor();
    private final ByteBuf encoded = Unpooled.buffer();
    private byte[] record = {};
    private int recordLength;
    private @Nullable ExportLine line;
    private long number;

    private BackupReader(Path file, InputStream in, BackupForm form) {
        this.file = file;
        this.in = in;
        this.form = form;
    }

    /**
     * Opens a file.
     *
     * @throws TransferException if it cannot be read, or a newer version wrote it
     */
    static BackupReader open(Path file) {
        try {
            InputStream bytes = unpacked(file);
            byte[] magic = BackupForm.magic();
            bytes.mark(magic.length + 1);
            byte[] first = bytes.readNBytes(magic.length);
            if (!Arrays.equals(first, magic)) {
                bytes.reset();
                return new BackupReader(file, bytes, BackupForm.LINES);
            }
            int format = bytes.read();
            if (format != BackupForm.FORMAT) {
                bytes.close();
                throw otherFormat(file, String.valueOf(format));
            }
            return new BackupReader(file, bytes, BackupForm.BINARY);
        } catch (EOFException | ZipException e) {
            throw new TransferException(
                    "%s is no whole backup: it is packed, and ends at once or is damaged"
                            .formatted(file),
                    REMEDY);
        } catch (NoSuchFileException e) {
            throw new TransferException("there is no file " + file, "Check the name.", e);
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be read: %s".formatted(file, DiskTrouble.of(file, e)),
                    "Check the name.",
                    e);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        bytes.mark(2);
        boolean isPacked = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return isPacked
                ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES)
                : bytes;
    }

    /** Makes the error of a file whose format this version does not read. */
    static TransferException otherFormat(Path file, String format) {
        return new TransferException(
                "%s has format %s, and this version reads format %d"
                        .formatted(file, format, BackupForm.FORMAT),
                "Use the version of Stanchion that has written it, or a newer one.");
    }

    /**
     * Goes to the next line; false at the end of the file.
     *
     * @throws TransferException if the file is damaged
     */
    boolean next() {
        sum.update(record, 0, recordLength);
        number++;
        try {
            boolean isThere =
                    switch (form) {
                        case LINES -> nextLine();
                        case BINARY -> nextRecord();
                    };
            recordLength = isThere ? recordLength : 0;
            return isThere;
        } catch (EOFException | ZipException e) {
            throw damaged("the file ends in the middle of a line, or is damaged there");
        } catch (BrokenExportException e) {
            throw broken(e);
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be read: %s".formatted(file, DiskTrouble.of(file, e)),
                    "Check the disk.",
                    e);
        }
    }

    private boolean nextLine() throws IOException {
        recordLength = 0;
        int each = in.read();
        if (each < 0) {
            return false;
        }
        while (each != '\n') {
            if (each < 0) {
                throw new EOFException();
            }
            put((byte) each);
            each = in.read();
        }
        put((byte) '\n');
        take(recordLength - 1, 0);
        return true;
    }

    private void put(byte value) {
        if (recordLength == record.length) {
            if (recordLength >= BackupForm.MOST_BYTES) {
                throw damaged("the line has more than %d bytes".formatted(BackupForm.MOST_BYTES));
            }
            record = Arrays.copyOf(record, Math.max(4096, 2 * recordLength));
        }
        record[recordLength++] = value;
    }

    private void take(int length, int at) {
        String text;
        try {
            text =
                    UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(record, at, length))
                            .toString();
        } catch (CharacterCodingException e) {
            throw damaged("the line is not UTF-8");
        }
        ExportLine read = ExportLine.of(number, text);
        line = read;
        if (read.kind() == ExportLine.Kind.MESSAGE) {
            encoded.clear();
            MessageLine.write(read, encoded);
            message.wrap(encoded, 0, encoded.readableBytes());
        }
    }

    private boolean nextRecord() throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length == 0) {
            return false;
        }
        if (head.length < HEAD_BYTES) {
            throw new EOFException();
        }
        int length = ByteBuffer.wrap(head, 1, Integer.BYTES).getInt();
        if (length < 0 || length > BackupForm.MOST_BYTES) {
            throw damaged("a record of %d bytes".formatted(length));
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException();
        }
        recordLength = HEAD_BYTES + length;
        record = record.length < recordLength ? new byte[recordLength] : record;
        System.arraycopy(head, 0, record, 0, HEAD_BYTES);
        System.arraycopy(content, 0, record, HEAD_BYTES, length);
        switch (head[0]) {
            case BackupForm.LINE -> take(length, HEAD_BYTES);
            case BackupForm.MESSAGE -> {
                line = null;
                ByteBuf stored = Unpooled.wrappedBuffer(record);
                if (!message.wrap(stored, HEAD_BYTES, length)) {
                    throw damaged("a message that is none");
                }
            }
            default -> throw damaged("a record of the unknown kind %d".formatted(head[0]));
        }
        return true;
    }

    /** Returns whether this is a message. */
    boolean isMessage() {
        ExportLine now = line;
        return now == null || now.kind() == ExportLine.Kind.MESSAGE;
    }

    /** Returns the line; one of a message only in the form of lines. */
    ExportLine line() {
        return Objects.requireNonNull(line);
    }

    /** Returns the message, which is valid until the next call of {@link #next}. */
    MsgProtoCursor message() {
        return message;
    }

    /** Returns the number of this line, from 1. */
    long number() {
        return number;
    }

    /** Returns the size of this line. */
    int bytes() {
        return recordLength;
    }

    /** Returns the checksum of all lines before this one. */
    long sumBefore() {
        return sum.getValue();
    }

    /** Makes the error of a line that cannot be read. */
    TransferException broken(BrokenExportException why) {
        return new TransferException("%s, %s".formatted(file, why.getMessage()), REMEDY, why);
    }

    /** Makes the error of this place. */
    TransferException damaged(String what) {
        return new TransferException(
                "%s, %s %d: %s"
                        .formatted(
                                file, form == BackupForm.LINES ? "line" : "record", number, what),
                REMEDY);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException nothingIsLost) {
            return; // it was only read
        }
    }
}
