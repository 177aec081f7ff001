package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;

/** The checksum of a record over its message, so that damage is noticed. For one thread. */
public interface MessageChecksum {
    /** For messages that never leave memory. */
    MessageChecksum NONE = (bytes, index, length) -> 0;

    int of(ByteBuf bytes, int index, int length);

    /** Returns a CRC32C of each message; it allocates nothing. */
    static MessageChecksum crc32c() {
        CRC32C crc = new CRC32C();
        return (bytes, index, length) -> {
            crc.reset();
            crc.update(bytes.internalNioBuffer(index, length)); // this segment's owner is at work
            return (int) crc.getValue();
        };
    }
}
