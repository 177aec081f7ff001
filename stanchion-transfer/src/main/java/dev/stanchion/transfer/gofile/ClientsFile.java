package dev.stanchion.transfer.gofile;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.protocol.ClientInfo;
import dev.stanchion.transfer.Findings;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code clients.dat}: which clients were added and deleted. */
final class ClientsFile implements TypedRecords.Reader {
    private static final int ADDED = 1;
    private static final int DELETED = 2;

    private final Map<String, ClientRecord> clients = new LinkedHashMap<>();

    private ClientsFile() {}

    static List<ClientRecord> read(Path path, Polynomial polynomial, Findings findings) {
        if (!Files.isRegularFile(path)) {
            findings.note(path.toString(), "it is missing; the clients have to connect again");
            return List.of();
        }
        ClientsFile content = new ClientsFile();
        try (SourceFile file = SourceFile.open(path, polynomial)) {
            new TypedRecords(file, findings, content).readAll();
        }
        return List.copyOf(content.clients.values());
    }

    @Override
    public boolean isType(int type) {
        return type == ADDED || type == DELETED;
    }

    @Override
    public boolean take(int type, ByteBuf buffer, int index, int length) {
        Optional<ClientInfo> info =
                ClientInfo.decode(buffer, index, length).filter(found -> !found.id().isEmpty());
        info.ifPresent(found -> {
            clients.remove(found.id());
            if (type == ADDED) {
                clients.put(found.id(), GoRecords.clientOf(found));
            }
        });
        return info.isPresent();
    }
}
