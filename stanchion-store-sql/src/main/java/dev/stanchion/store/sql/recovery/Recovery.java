package dev.stanchion.store.sql.recovery;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.ClientInfo;
import dev.stanchion.protocol.ServerInfo;
import dev.stanchion.protocol.SubState;
import dev.stanchion.store.sql.channel.FoundChannel;
import dev.stanchion.store.sql.subscription.StoredSubscription;
import io.netty.buffer.Unpooled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything in the database except messages, whether Stanchion or the Go server wrote it.
 * Source: {@code spec/stores.md} 4.5.
 */
public final class Recovery {
    /** The version of the tables. The Go server refuses any other version, too. */
    public static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * The maximum size of a record. The names that the engine accepts from a client are always
     * shorter.
     */
    private static final int MAX_RECORD_BYTES = 64 * 1024;

    private final Connection connection;
    private final PendingRows pendingRows;
    private final OwnTables own;

    /**
     * The recovered state.
     *
     * @param leftOver the numbers of channels that are marked as deleted and still have rows
     */
    public record Found(
            @Nullable ServerRecord server,
            List<ClientRecord> clients,
            List<FoundChannel> channels,
            List<Integer> leftOver,
            int highestChannel,
            long highestSubscription) {}

    private record Subscriptions(List<StoredSubscription> live, long highestId, long highest) {}

    public Recovery(Connection connection, PendingRows pendingRows, OwnTables own) {
        this.connection = connection;
        this.pendingRows = pendingRows;
        this.own = own;
    }

    public Found read() throws SQLException {
        ServerRecord server = server();
        List<FoundChannel> channels = channels();
        if (server == null && !channels.isEmpty()) {
            LOG.warn(
                    "Table ServerInfo has no row, but there are {} channels: going on with them",
                    channels.size());
        }
        return new Found(
                server,
                clients(),
                channels,
                leftOver(),
                (int) number("SELECT COALESCE(MAX(id), 0) FROM Channels"),
                number("SELECT COALESCE(MAX(subid), 0) FROM Subscriptions"));
    }

    private @Nullable ServerRecord server() throws SQLException {
        String sql = "SELECT id, proto, version FROM ServerInfo WHERE uniquerow=1";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next()
                    ? server(row.getString(1), bytes(row.getBytes(2)), row.getInt(3))
                    : null;
        }
    }

    private static ServerRecord server(@Nullable String id, byte[] proto, int version) {
        if (version != VERSION) {
            throw corrupt(
                    "ServerInfo",
                    ("version: %d (expected: %d); the tables come from a server that is newer;"
                                    + " start that one")
                            .formatted(version, VERSION));
        }
        ServerInfo info =
                ServerInfo.decode(Unpooled.wrappedBuffer(proto), 0, proto.length)
                        .orElseThrow(() -> corrupt("ServerInfo", "proto cannot be decoded"));
        if (!info.clusterId().equals(id)) {
            throw corrupt(
                    "ServerInfo",
                    "id is %s, and the cluster ID in proto is %s; they must be the same"
                            .formatted(id, info.clusterId()));
        }
        return recordOf(info);
    }

    /** Keeps the subjects of the record, because live clients still publish to them. */
    private static ServerRecord recordOf(ServerInfo info) {
        String cluster = info.clusterId();
        String end = "." + cluster;
        String prefix =
                info.discovery().endsWith(end)
                        ? info.discovery().substring(0, info.discovery().length() - end.length())
                        : "_STAN.discover";
        String token = tokenOf(info.publish());
        boolean sameToken =
                List.of(info.subscribe(), info.unsubscribe(), info.close()).stream()
                        .allMatch(subject -> tokenOf(subject).equals(token));
        if (!sameToken || token.isEmpty()) {
            LOG.warn(
                    "The request subjects in table ServerInfo ({}, {}, …) come from an old release"
                            + " and are not used any more: clients that are still connected must"
                            + " reconnect",
                    info.publish(),
                    info.subscribe());
            return new ServerRecord(cluster, prefix, cluster);
        }
        return new ServerRecord(cluster, prefix, token);
    }

    private static String tokenOf(String subject) {
        String[] parts = subject.split("\\.", 3);
        return parts.length == 3 ? parts[2] : "";
    }

    private List<ClientRecord> clients() throws SQLException {
        String ofUsualLength =
                "COALESCE(LENGTH(c.proto), 0) + COALESCE(LENGTH(c.hbinbox), 0) <= "
                        + MAX_RECORD_BYTES;
        long tooLong = number("SELECT COUNT(*) FROM Clients c WHERE NOT " + ofUsualLength);
        if (tooLong > 0) {
            LOG.warn(
                    "{} client(s) in table Clients are left out: their names are longer than any"
                            + " client can use",
                    tooLong);
        }
        String sql =
                "SELECT c.id, c.hbinbox, c.proto, s.hbinbox, s.claimedid, s.token FROM Clients c"
                        + " LEFT JOIN "
                        + own.orNone(
                                "StanchionClients",
                                "id, hbinbox, hbinbox AS claimedid, hbinbox AS token FROM Clients")
                        + " s ON s.id=c.id WHERE "
                        + ofUsualLength;
        List<ClientRecord> clients = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                clients.add(client(rows));
            }
        }
        return clients;
    }

    /**
     * Uses Stanchion's own columns only for the same session, because the Go server may have begun
     * another one.
     */
    private static ClientRecord client(ResultSet row) throws SQLException {
        String id = row.getString(1);
        String inbox = text(row.getString(2));
        byte[] proto = bytes(row.getBytes(3));
        ClientInfo info =
                proto.length == 0
                        ? new ClientInfo(id, inbox, "", 0, 0, 0)
                        : ClientInfo.decode(Unpooled.wrappedBuffer(proto), 0, proto.length)
                                .orElseThrow(() ->
                                        corrupt("Clients", "proto of " + id + " is no client"));
        boolean isOurs = info.heartbeatInbox().equals(row.getString(4));
        return new ClientRecord(
                info.id(),
                info.heartbeatInbox(),
                info.connectionId(),
                info.protocol(),
                info.pingInterval(),
                info.pingMaxOut(),
                isOurs ? text(row.getString(5)) : info.id(),
                isOurs ? text(row.getString(6)) : "");
    }

    private List<FoundChannel> channels() throws SQLException {
        String sql =
                "SELECT c.id, c.name, c.maxseq, c.maxmsgs, c.maxbytes, c.maxage,"
                        + " COALESCE(s.lastseq, 0), COALESCE(s.lasttimestamp, 0)"
                        + " FROM Channels c LEFT JOIN "
                        + own.orNone(
                                "StanchionChannels",
                                "id, maxseq AS lastseq, maxseq AS lasttimestamp FROM Channels")
                        + " s ON s.id=c.id"
                        + " WHERE c.deleted=FALSE ORDER BY c.id";
        Map<Integer, Subscriptions> subscriptions = subscriptions();
        Subscriptions none = new Subscriptions(List.of(), 0, 0);
        List<FoundChannel> channels = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Subscriptions own = subscriptions.getOrDefault(row.getInt(1), none);
                channels.add(
                        new FoundChannel(
                                row.getInt(1),
                                row.getString(2),
                                Math.max(Math.max(row.getLong(3), row.getLong(7)), own.highest),
                                row.getLong(8),
                                own.highestId,
                                new FoundChannel.StoredLimits(
                                        row.getLong(4), row.getLong(5), row.getLong(6)),
                                own.live));
            }
        }
        return channels;
    }

    private Map<Integer, Subscriptions> subscriptions() throws SQLException {
        Map<Long, PendingRows.OfOne> pending = pendingRows.read(connection);
        Map<Integer, List<StoredSubscription>> live = new HashMap<>();
        Map<Integer, Long> highestId = new HashMap<>();
        Map<Integer, Long> highest = new HashMap<>();
        String sql =
                "SELECT s.id, s.subid, s.lastsent, CASE WHEN LENGTH(s.proto) > "
                        + MAX_RECORD_BYTES
                        + " THEN NULL ELSE s.proto END, s.deleted, COALESCE(o.localid, s.subid),"
                        + " LENGTH(s.proto)"
                        + " FROM Subscriptions s LEFT JOIN "
                        + own.orNone(
                                "StanchionSubscriptions",
                                "id, subid, subid AS localid FROM Subscriptions")
                        + " o ON o.id=s.id AND o.subid=s.subid ORDER BY s.subid";
        LocalIds localIds = new LocalIds();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                int channel = row.getInt(1);
                long id = row.getLong(2);
                long localId = localIds.unique(channel, row.getLong(6));
                highestId.merge(channel, localId, Math::max);
                if (row.getBoolean(5)) {
                    continue;
                }
                highest.merge(channel, row.getLong(3), Math::max);
                byte[] proto = bytes(row.getBytes(4));
                if (row.getLong(7) > MAX_RECORD_BYTES) {
                    LOG.warn(
                            "Subscription {} of channel number {} is left out: its names are longer"
                                    + " than any client can use",
                            id,
                            channel);
                } else if (proto.length > 0) {
                    StoredSubscription found =
                            subscription(
                                    channel, id, localId, row.getLong(3), proto, pending.get(id));
                    highest.merge(channel, found.highestSequence(), Math::max);
                    live.computeIfAbsent(channel, each -> new ArrayList<>()).add(found);
                }
            }
        }
        Map<Integer, Subscriptions> all = new HashMap<>();
        highestId.forEach((channel, id) ->
                all.put(
                        channel,
                        new Subscriptions(
                                live.getOrDefault(channel, List.of()),
                                id,
                                highest.getOrDefault(channel, 0L))));
        return all;
    }

    private static StoredSubscription subscription(
            int channel,
            long id,
            long localId,
            long lastSent,
            byte[] proto,
            PendingRows.@Nullable OfOne rows) {
        SubState state =
                SubState.decode(Unpooled.wrappedBuffer(proto), 0, proto.length)
                        .filter(decoded -> decoded.id() == id)
                        .orElseThrow(() ->
                                corrupt(
                                        "Subscriptions",
                                        "proto of (id=%d, subid=%d) is not that subscription"
                                                .formatted(channel, id)));
        long sent = Math.max(lastSent, state.lastSent());
        if (rows == null) {
            return new StoredSubscription(id, StoredSubscription.recordOf(state, localId, sent));
        }
        return rows.toSubscription(
                id, StoredSubscription.recordOf(state, localId, Math.max(sent, rows.lastSent())));
    }

    /**
     * Assigns the numbers of subscriptions within a channel. Stanchion's own rows may refer to
     * deleted subscriptions whose numbers the Go server has used again. Two subscriptions of a
     * channel must not get the same number.
     */
    private static final class LocalIds {
        private final Map<Integer, Set<Long>> used = new HashMap<>();

        long unique(int channel, long wanted) {
            Set<Long> ofChannel = used.computeIfAbsent(channel, each -> new HashSet<>());
            long id = wanted;
            while (!ofChannel.add(id)) {
                id++;
            }
            return id;
        }
    }

    private List<Integer> leftOver() throws SQLException {
        List<Integer> ids = new ArrayList<>();
        String sql = "SELECT id FROM Channels WHERE deleted=TRUE";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Returns the state for the engine. If several channels have one name, it returns the newest.
     */
    public static RecoveredState stateOf(
            Found found, Collection<FoundChannel> channels, boolean mayLackDeliveries) {
        return new RecoveredState(
                Optional.ofNullable(found.server),
                found.clients,
                channels.stream()
                        .map(channel ->
                                new RecoveredState.Channel(
                                        channel.name(),
                                        channel.subscriptions().stream()
                                                .map(StoredSubscription::toRecovered)
                                                .toList(),
                                        mayLackDeliveries))
                        .toList());
    }

    private static StoreException corrupt(String table, String why) {
        return new StoreException(StoreException.Kind.CORRUPT, "recover", "table " + table, why);
    }

    private static byte[] bytes(byte @Nullable [] column) {
        return column == null ? new byte[0] : column;
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }
}
