package dev.stanchion.interop.network;

import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * Carries TCP connections to a server, until it is told to cut them. Safe for use by many threads.
 */
public final class Proxy implements AutoCloseable {
    private final String host;
    private final int port;
    private final Set<Socket> sockets = new HashSet<>();
    private ServerSocket listener;

    private Proxy(String host, int port, ServerSocket listener) {
        this.host = host;
        this.port = port;
        this.listener = listener;
    }

    /** Starts to carry connections to a server. */
    public static Proxy start(String host, int port) {
        var proxy = new Proxy(host, port, listenOn(0));
        proxy.acceptInBackground();
        return proxy;
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
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
    }

    /** Copies until one side ends, and then ends both. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
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
}
