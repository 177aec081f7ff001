package dev.stanchion.engine.client;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.RequestSubjects;

/**
 * The subjects on which clients send their requests: those named after the cluster, which clients
 * share, or each connection's own. Immutable; safe for use by many threads.
 */
public final class ConnectionSubjects {
    private final ServerRecord server;
    private final Sharing sharing;
    private final RequestTokens tokens;

    /** The request subjects of a client. A recovered client keeps its subjects. */
    public enum Sharing {
        /** The same subjects as all others, like NATS Streaming. */
        SHARED,
        OWN
    }

    public ConnectionSubjects(ServerRecord server, Sharing sharing) {
        this.server = server;
        this.sharing = sharing;
        this.tokens = new RequestTokens(server.clusterId(), server.requestToken());
    }

    public RequestTokens tokens() {
        return tokens;
    }

    /** Returns the subjects that are named after the cluster. */
    public RequestSubjects shared() {
        return RequestSubjects.of(
                server.discoverPrefix(), server.clusterId(), server.requestToken());
    }

    /** Returns a pattern that matches the subjects of all connections, and perhaps others. */
    public RequestSubjects patterns() {
        return own("*");
    }

    private RequestSubjects own(String token) {
        return RequestSubjects.ofConnection(server.discoverPrefix(), server.clusterId(), token);
    }

    /** Returns the token of a new connection; empty if it shares the subjects. */
    String newToken(Entropy entropy) {
        return switch (sharing) {
            case SHARED -> "";
            case OWN -> tokens.next(entropy);
        };
    }

    /** Creates the answer with the subjects of a client ({@code spec/streaming.md} 2.2). */
    ConnectResponse welcome(ClientRecord client) {
        RequestSubjects subjects =
                client.requestToken().isEmpty() ? shared() : own(client.requestToken());
        boolean pings = client.protocol() >= 1;
        return new ConnectResponse(
                subjects.publishPrefix(),
                subjects.subscribe(),
                subjects.unsubscribe(),
                subjects.close(),
                "",
                subjects.subscriptionClose(),
                pings ? subjects.pings() : "",
                pings ? client.pingInterval() : 0,
                pings ? client.pingMaxOut() : 0,
                1);
    }
}
