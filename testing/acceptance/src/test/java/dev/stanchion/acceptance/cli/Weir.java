package dev.stanchion.acceptance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries TCP connections to a server, and stops after so many bytes from clients. So a client
 * stands still in the middle of its work, wherever the machine is slow. Safe for use by many
 * threads.
 */
final class Weir implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 14;

    private final int serverPort;
    private final AtomicLong left;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Weir(int serverPort, long bytes) throws IOException {
        this.serverPort = serverPort;
        this.left = new AtomicLong(bytes);
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    /**
     * Starts to carry connections.
     *
     * @param serverPort of a server on this machine
     * @param bytes how many of them clients can send
     */
    static Weir before(int serverPort, long bytes) {
        try {
            Weir weir = new Weir(serverPort, bytes);
            Thread.ofVirtual().start(weir::accept);
            return weir;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port for clients. */
    int port() {
        return listener.getLocalPort();
    }

    /** Returns whether clients have sent all that they can send. */
    boolean isClosed() {
        return left.get() <= 0;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> copy(client, server, true));
                Thread.ofVirtual().start(() -> copy(server, client, false));
            }
        } catch (IOException e) {
            return; // it is closed
        }
    }

    private void copy(Socket from, Socket to, boolean isCounted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!isCounted || left.addAndGet(-length) > 0) {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException e) {
            return; // one side is gone, and the other is closed with it
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
