package dev.stanchion.engine.client;

import dev.stanchion.engine.message.ByteKeyMap;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.protocol.PubMsgCursor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registered clients, as one shard knows them.
 *
 * <p>A client with subjects of its own is known by their token alone. A request on the shared
 * subjects, or with another client's name, is not its request.
 */
@ShardOwned
public final class ClientDirectory {
    private final RequestTokens tokens;
    private final ByteKeyMap<Client> byId = new ByteKeyMap<>();
    private final ByteKeyMap<Client> byToken = ByteKeyMap.ofRandomKeys();

    /** The clients that share the subjects. */
    private final ByteKeyMap<Client> byConnectionId = new ByteKeyMap<>();

    public ClientDirectory(RequestTokens tokens) {
        this.tokens = tokens;
    }

    /** Finds the sender of a published message. No allocation. */
    public @Nullable Client publisher(BusMessage message, PubMsgCursor published) {
        if (tokens.isAt(RequestTokens.IN_PUBLISH, message)) {
            int token = message.subjectIndex() + RequestTokens.IN_PUBLISH;
            Client client = byToken.get(message.buffer(), token, RequestTokens.LENGTH);
            return client != null && client.isWhoPublished(published) ? client : null;
        }
        if (published.connIdLength() > 0) { // which then counts alone
            return byConnectionId.get(
                    published.buffer(), published.connIdIndex(), published.connIdLength());
        }
        return ifSharing(
                byId.get(
                        published.buffer(), published.clientIdIndex(), published.clientIdLength()));
    }

    private static @Nullable Client ifSharing(@Nullable Client client) {
        return client != null && client.session().sharesSubjects() ? client : null;
    }

    /** Finds the sender of a request. */
    public @Nullable Client find(Caller caller) {
        if (caller.token().isEmpty()) {
            return ifSharing(find(caller.clientId()));
        }
        Client client = byToken.get(caller.token().getBytes(StandardCharsets.US_ASCII));
        boolean isNamed =
                client != null && client.session().record().claimedId().equals(caller.clientId());
        return isNamed ? client : null;
    }

    /** Finds the holder of a client ID. */
    public @Nullable Client find(String clientId) {
        return byId.get(clientId.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Finds the sender of a ping.
     *
     * @param token the token in the subject on which it came; empty for the shared one
     */
    @Nullable Client pinging(String token, String connectionId) {
        if (token.isEmpty()) {
            return byConnectionId.get(connectionId.getBytes(StandardCharsets.ISO_8859_1));
        }
        Client client = byToken.get(token.getBytes(StandardCharsets.US_ASCII));
        boolean isNamed =
                client != null
                        && !connectionId.isEmpty()
                        && client.session().record().connectionId().equals(connectionId);
        return isNamed ? client : null;
    }

    void register(Session session) {
        Client client = new Client(session);
        byId.put(session.clientIdBytes(), client);
        if (!session.sharesSubjects()) {
            byToken.put(session.tokenBytes(), client);
        } else if (!session.record().connectionId().isEmpty()) {
            byConnectionId.put(session.connectionIdBytes(), client);
        }
    }

    /** Forgets a session and ends its state on this shard. */
    void unregister(Session session, Runnable done) {
        Client client = byId.get(session.clientIdBytes());
        if (client == null || client.session().generation() != session.generation()) {
            done.run();
            return;
        }
        byId.remove(session.clientIdBytes());
        if (!session.sharesSubjects()) {
            byToken.remove(session.tokenBytes());
        } else {
            // also if another one of the same connection ID came later: spec/streaming.md 2.2
            byConnectionId.remove(session.connectionIdBytes());
        }
        client.unregistered();
        List<Client.Belonging> belongings = client.belongings();
        belongings.forEach(Client.Belonging::clientGoes);
        Countdown countdown = new Countdown(belongings.size() + 1, done);
        for (Client.Belonging belonging : belongings) {
            belonging.clientGone(countdown::down);
        }
        countdown.down();
    }

    /** A client has missed this many heartbeats in a row; 0 if it answers again. */
    void failing(Session session, int missed, long heardEpochNanos) {
        Client client = holder(session);
        if (client != null) {
            client.failing(missed, heardEpochNanos);
        }
    }

    /**
     * The connection of a client has ended, or there is one again.
     *
     * @param sinceEpochNanos when that was
     */
    void connected(Session session, boolean isConnected, long sinceEpochNanos) {
        Client client = holder(session);
        if (client != null) {
            client.connected(isConnected, sinceEpochNanos);
        }
    }

    private @Nullable Client holder(Session session) {
        Client client = byId.get(session.clientIdBytes());
        boolean isSame = client != null && client.session().generation() == session.generation();
        return isSame ? client : null;
    }
}
