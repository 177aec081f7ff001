package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.CertificateName;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The other end of a client's socket. Safe for use by many threads. */
final class Peer {
    private final SocketChannel channel;

    Peer(SocketChannel channel) {
        this.channel = channel;
    }

    /** Returns the address without the port; empty if the socket is closed already. */
    String ip() {
        InetSocketAddress address = channel.remoteAddress();
        return address == null ? "" : address.getAddress().getHostAddress();
    }

    /** Returns the port; 0 if the socket is closed already. */
    int port() {
        InetSocketAddress address = channel.remoteAddress();
        return address == null ? 0 : address.getPort();
    }

    /**
     * Returns the address and the port for the log, behind the address that a proxy says the client
     * has.
     */
    String text(String forwardedFor) {
        String direct = channel.remoteAddress() == null ? "" : ip() + ":" + port();
        return forwardedFor.isEmpty() ? direct : forwardedFor + "/" + direct;
    }

    /** Returns the TLS session, or null without TLS. */
    @Nullable SSLSession tlsSession() {
        SslHandler tls = tls();
        return tls == null || !tls.handshakeFuture().isSuccess() ? null : tls.engine().getSession();
    }

    /** Returns the names of the client's certificate; none if it has shown none. */
    List<CertificateName> certificateNames() {
        SslHandler tls = tls();
        return tls == null ? List.of() : PeerCertificate.namesOf(tls);
    }

    private @Nullable SslHandler tls() {
        return channel.pipeline().get(SslHandler.class);
    }
}
