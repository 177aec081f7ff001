package dev.stanchion.kit.network;

import dev.stanchion.kit.process.Waiting;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries TCP connections to a server of a test, until it is told to cut them, or until clients
 * have sent so many bytes. Safe for use by many threads.
 */
public final class Proxy implements AutoCloseable {
    private final String host;
    private final int port;

    /** How many bytes clients can still send, all together. */
    private final AtomicLong left;

    private final Set<Socket> sockets = new HashSet<>();
    private ServerSocket listener;

    private Proxy(String host, int port, long bytes, ServerSocket listener) {
        this.host = host;
        this.port = port;
        this.left = new AtomicLong(bytes);
        this.listener = listener;
    }

    /** Starts to carry connections to a server. */
    public static Proxy start(String host, int port) {
        return startUpTo(host, port, Long.MAX_VALUE);
    }

    /**
     * Starts to carry connections to a server. What clients send beyond a number of bytes is lost,
     * so a client stands still in the middle of its work, wherever the machine is slow.
     */
    public static Proxy startUpTo(String host, int port, long bytes) {
        var proxy = new Proxy(host, port, bytes, listenOn(0));
        proxy.acceptInBackground();
        return proxy;
    }

    /** Tells whether clients have sent all that it carries. */
    public boolean isUsedUp() {
        return left.get() <= 0;
    }

    private static ServerSocket listenOn(int port) {
        try {
            return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where clients connect. */
    public synchronized String url() {
        return "nats://127.0.0.1:" + port();
    }

    /** Returns the port that clients connect to. */
    public synchronized int port() {
        return listener.getLocalPort();
    }

    /** Tells whether it carries a connection now. */
    public synchronized boolean isInUse() {
        sockets.removeIf(Socket::isClosed);
        return !sockets.isEmpty();
    }

    /** Ends all connections at once; new ones are refused. */
    public synchronized void cut() {
        end(listener);
        breakConnections();
    }

    /** Ends all connections at once; new ones are carried. */
    public synchronized void breakConnections() {
        sockets.forEach(Proxy::end);
        sockets.clear();
    }

    /** Carries connections again, under the same URL. */
    public synchronized void restore() {
        int before = listener.getLocalPort();
        Waiting.until("the port is free again", () -> tryListenOn(before));
        acceptInBackground();
    }

    private boolean tryListenOn(int localPort) {
        try {
            listener = listenOn(localPort);
            return true;
        } catch (UncheckedIOException e) {
            return false; // a cut connection has not ended completely
        }
    }

    private void acceptInBackground() {
        ServerSocket open = listener;
        Thread.ofVirtual().start(() -> accept(open));
    }

    private void accept(ServerSocket open) {
        try {
            while (true) {
                carry(open, open.accept());
            }
        } catch (IOException e) {
            end(open); // by cut or close, mostly; nothing is carried any more
        }
    }

    private void carry(ServerSocket open, Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(host, port);
        } catch (ConnectException e) {
            end(client); // as the server itself would refuse it; it may be back later
            return;
        }
        synchronized (this) {
            if (open.isClosed()) { // cut meanwhile, and perhaps restored with another listener
                end(client);
                end(server);
                return;
            }
            sockets.add(client);
            sockets.add(server);
        }
        OutputStream toServer = new Bounded(server.getOutputStream());
        OutputStream toClient = client.getOutputStream();
        Thread.ofVirtual().start(() -> copy(client, server, toServer));
        Thread.ofVirtual().start(() -> copy(server, client, toClient));
    }

    /** Copies until one side ends, and then ends both. */
    private static void copy(Socket from, Socket to, OutputStream out) {
        try (from;
                to) {
            from.getInputStream().transferTo(out);
        } catch (IOException e) {
            return; // one side is gone, and the other is closed with it
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }

    /** Passes on what clients send as long as they may send something. */
    private final class Bounded extends FilterOutputStream {
        Bounded(OutputStream server) {
            super(server);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (left.addAndGet(-length) > 0) {
                out.write(bytes, from, length);
            }
        }
    }
}
