package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.ClientInfo;
import dev.stanchion.store.sql.database.Sql;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the registered clients in the Go server's table, and Stanchion's additional data in a
 * separate table. Safe for use by many threads.
 */
public final class SqlClientLog implements ClientLog {
    private final Gathering gathering;

    public SqlClientLog(Gathering gathering) {
        this.gathering = gathering;
    }

    @Override
    public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        gathering.add(
                new StatementRequest(
                        "connect",
                        client.clientId(),
                        connection -> write(connection, client),
                        owner,
                        outcome));
    }

    /**
     * Writes a client by delete and insert. MySQL's index has only the first 256 characters of an
     * ID, so an upsert would confuse two IDs that begin with the same 256 characters.
     */
    private static void write(Connection connection, ClientRecord client) throws SQLException {
        remove(connection, client.clientId());
        Sql.update(
                connection,
                "INSERT INTO Clients (id, hbinbox, proto) VALUES (?, ?, ?)",
                client.clientId(),
                client.heartbeatInbox(),
                encoded(client));
        boolean hasMore =
                !client.claimedId().equals(client.clientId()) || !client.requestToken().isEmpty();
        if (hasMore) {
            Sql.update(
                    connection,
                    "INSERT INTO StanchionClients (id, hbinbox, claimedid, token)"
                            + " VALUES (?, ?, ?, ?)",
                    client.clientId(),
                    client.heartbeatInbox(),
                    client.claimedId(),
                    client.requestToken());
        }
    }

    private static byte[] encoded(ClientRecord client) {
        ByteBuf target = Unpooled.buffer();
        new ClientInfo(
                        client.clientId(),
                        client.heartbeatInbox(),
                        client.connectionId(),
                        client.protocol(),
                        client.pingInterval(),
                        client.pingMaxOut())
                .encodeTo(target);
        return ByteBufUtil.getBytes(target);
    }

    @Override
    public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        gathering.add(
                new StatementRequest(
                        "disconnect",
                        clientId,
                        connection -> remove(connection, clientId),
                        owner,
                        outcome));
    }

    private static void remove(Connection connection, String clientId) throws SQLException {
        Sql.update(connection, "DELETE FROM Clients WHERE id=?", clientId);
        Sql.update(connection, "DELETE FROM StanchionClients WHERE id=?", clientId);
    }
}
