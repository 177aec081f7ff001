package dev.stanchion.cli.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy whose connections can be cut. Safe for use by many threads. */
public final class BreakableLine implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int targetPort;

    private BreakableLine(int targetPort) throws IOException {
        this.targetPort = targetPort;
    }

    public static BreakableLine to(int port) throws IOException {
        BreakableLine line = new BreakableLine(port);
        Thread.startVirtualThread(line::acceptAll);
        return line;
    }

    public String url() {
        return "nats://127.0.0.1:" + door.getLocalPort();
    }

    /** Cuts all connections; new ones are possible. */
    public void cut() {
        sockets.forEach(BreakableLine::closeQuietly);
        sockets.clear();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                sockets.add(near);
                sockets.add(far);
                Thread.startVirtualThread(() -> pump(near, far));
                Thread.startVirtualThread(() -> pump(far, near));
            }
        } catch (IOException e) {
            // the door was closed
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // then it is closed
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
