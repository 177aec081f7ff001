package dev.stanchion.transfer.gofile;

import dev.stanchion.protocol.ServerInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code server.dat}: the version, and one record without a type. */
final class ServerFile {
    private static final int RECORD_HEADER_BYTES = 8;

    private ServerFile() {}

    /** Returns the record; empty if the file is missing or damaged. */
    static Optional<ServerInfo> read(Path path, Polynomial polynomial) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (SourceFile file = SourceFile.open(path, polynomial)) {
            long payload = SourceFile.HEADER_BYTES + RECORD_HEADER_BYTES;
            if (!file.load(SourceFile.HEADER_BYTES, RECORD_HEADER_BYTES)) {
                return Optional.empty();
            }
            long size = file.unsignedInt(SourceFile.HEADER_BYTES);
            long crc = file.unsignedInt(SourceFile.HEADER_BYTES + Integer.BYTES);
            if (size == 0
                    || size > file.size() - payload
                    || file.checksum(payload, size) != crc
                    || !file.load(payload, size)) {
                return Optional.empty();
            }
            return ServerInfo.decode(file.buffer(), file.index(payload), (int) size)
                    .filter(info -> !info.clusterId().isEmpty());
        }
    }
}
