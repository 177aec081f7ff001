package dev.stanchion.engine.admin;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import java.util.List;

/**
 * What a store knows of the server and its clients. It has the tokens with which clients prove who
 * they are. Immutable.
 */
public record Identity(ServerRecord server, List<ClientRecord> clients) {
    public Identity {
        clients = List.copyOf(clients);
    }

    /** Returns a text without the tokens. */
    @Override
    public String toString() {
        return "Identity[%s, %d clients]".formatted(server.clusterId(), clients.size());
    }
}
