package dev.stanchion.test.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The port that clients connect to, on loopback. While there is no server behind it, it closes
 * connections at once. Safe for use by many threads.
 */
public final class LinkPort implements AutoCloseable {
    /** The {@link #serve} of a port without a server. */
    public static final int NO_SERVER = -1;

    private static final int WAITING_CLIENTS = 256;
    private static final int MOST_LINKS = 4096;
    private static final int CONNECT_MILLIS = 5000;
    private static final long PAUSE_NANOS = 10_000_000;

    private final ServerSocket listening;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile int serverPort = NO_SERVER;
    private volatile boolean isPartitioned;

    private LinkPort(ServerSocket listening) {
        this.listening = listening;
    }

    /**
     * Opens a port.
     *
     * @param port 0 lets the system choose
     * @throws PortTakenException if it cannot be opened
     */
    public static LinkPort open(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        WAITING_CLIENTS);
            } catch (IOException e) {
                socket.close();
                String host = InetAddress.getLoopbackAddress().getHostAddress();
                throw new PortTakenException(host, port, e);
            }
            LinkPort opened = new LinkPort(socket);
            Thread.ofVirtual().name("test-broker-port").start(opened::accept);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("a socket cannot be opened: " + e.getMessage(), e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Leads new connections to a server on this machine, or with {@link #NO_SERVER} to none. */
    public void serve(int port) {
        serverPort = port;
    }

    /** Holds all bytes of all connections, also of new ones, until {@link #heal}. */
    public void partition() {
        isPartitioned = true;
        links.forEach(Link::silence);
    }

    /** Ends all disturbances of all connections. */
    public void heal() {
        isPartitioned = false;
        links.forEach(Link::heal);
    }

    /** Ends all connections. */
    public void cutAll() {
        links.forEach(Link::close);
    }

    /** Returns the open connections. */
    public List<Link> links() {
        return List.copyOf(links);
    }

    /**
     * Returns the connection that the server knows by this text.
     *
     * @param description begins with the address: {@code 127.0.0.1:40112 (cid 7)}
     */
    public Optional<Link> find(String description) {
        return links.stream().filter(link -> link.isKnownAs(description)).findFirst();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().name("test-broker-link").start(() -> connect(client));
            } catch (IOException e) {
                if (listening.isClosed()) {
                    return;
                }
                LockSupport.parkNanos(PAUSE_NANOS); // no file is left, perhaps
            }
        }
    }

    private void connect(Socket client) {
        int port = serverPort;
        Socket server = new Socket();
        try {
            if (port == NO_SERVER || links.size() >= MOST_LINKS) {
                throw new IOException("nobody serves");
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        } catch (IOException e) {
            Link.closeQuietly(client);
            Link.closeQuietly(server);
            return;
        }
        Link link = new Link(client, server, links::remove);
        links.add(link);
        if (isPartitioned) {
            link.silence();
        }
        if (listening.isClosed()) {
            link.close();
        }
        link.begin();
    }

    @Override
    public void close() {
        serverPort = NO_SERVER;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port() + " does not close", e);
        } finally {
            cutAll();
        }
    }
}
