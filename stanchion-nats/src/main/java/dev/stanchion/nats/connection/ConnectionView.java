package dev.stanchion.nats.connection;

import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ConnectOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** Makes snapshots of connections, on the loop of each. */
final class ConnectionView {
    private ConnectionView() {}

    static ConnectionSnapshot of(ClientConnection connection, boolean withSubscriptions) {
        Instant now = connection.server().now();
        Traffic traffic = connection.traffic();
        ClientSession session = connection.session();
        CloseReason reason = connection.endReason();
        return new ConnectionSnapshot(
                connection.id(),
                peer(connection),
                now.minusNanos(connection.nanosSince(connection.startNanos())),
                now.minusNanos(connection.nanosSince(traffic.lastActivityNanos())),
                reason == null
                        ? Optional.empty()
                        : Optional.of(new ConnectionSnapshot.End(now, reason.text())),
                Duration.ofNanos(connection.keepAlive().roundTripNanos()),
                connection.pending().total(),
                new ConnectionSnapshot.Traffic(
                        traffic.inMsgs(), traffic.inBytes(), traffic.outMsgs(), traffic.outBytes()),
                session.subscriptionCount(),
                withSubscriptions ? session.subscriptions() : List.of());
    }

    private static ConnectionSnapshot.Peer peer(ClientConnection connection) {
        SSLSession tls = connection.peer().tlsSession();
        ConnectOptions said = connection.session().options();
        return new ConnectionSnapshot.Peer(
                connection.wire().type(),
                connection.ip(),
                connection.peer().port(),
                said.name(),
                said.lang(),
                said.version(),
                connection.userName(),
                tls == null ? "" : tls.getProtocol().replace("TLSv", ""),
                tls == null ? "" : tls.getCipherSuite());
    }
}
