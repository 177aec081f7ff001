package dev.stanchion.kit.bus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client of a NATS server that speaks only the protocol. It records each message that it receives
 * as {@code subject|reply|payload}. Safe for use by many threads.
 */
public final class SocketPeer implements BusPeer {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private int pongs;
    private int subscriptions;

    private SocketPeer(Socket socket) {
        this.socket = socket;
    }

    /** Connects a client. */
    public static SocketPeer connect(InetSocketAddress server) {
        try {
            Socket socket = new Socket();
            socket.connect(server, TIMEOUT_MILLIS);
            SocketPeer peer = new SocketPeer(socket);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Thread.ofVirtual().start(() -> peer.read(in));
            peer.send("CONNECT {\"verbose\":false,\"pedantic\":false}\r\n");
            peer.flush();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String text) {
        synchronized (lock) {
            try {
                socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void subscribe(String subject) {
        send("SUB " + subject + " " + ++subscriptions + "\r\n");
        flush();
    }

    @Override
    public void unsubscribeFirst() {
        send("UNSUB 1\r\n");
        flush();
    }

    @Override
    public void publish(String subject, String reply, String payload) {
        send("PUB " + subject + " " + reply + " " + payload.length() + "\r\n" + payload + "\r\n");
    }

    /** Waits until the server has worked off all that was sent. */
    private void flush() {
        synchronized (lock) {
            int before = pongs;
            send("PING\r\n");
            try {
                long deadline = System.currentTimeMillis() + TIMEOUT_MILLIS;
                while (pongs == before) {
                    long left = deadline - System.currentTimeMillis();
                    if (left <= 0) {
                        throw new AssertionError("no PONG");
                    }
                    lock.wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public List<String> received() {
        return List.copyOf(received);
    }

    private void read(InputStream in) {
        try {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                take(line, in);
            }
        } catch (IOException e) {
            // closed, by us or by the server
        }
    }

    private void take(String line, InputStream in) throws IOException {
        if (line.startsWith("MSG ")) {
            String[] fields = line.split(" ", -1);
            byte[] payload = in.readNBytes(Integer.parseInt(fields[fields.length - 1]));
            in.readNBytes(2);
            String reply = fields.length == 5 ? fields[3] : "";
            received.add(fields[1] + "|" + reply + "|" + new String(payload, ISO_8859_1));
        } else if (line.equals("PING")) {
            send("PONG\r\n");
        } else if (line.equals("PONG")) {
            synchronized (lock) {
                pongs++;
                lock.notifyAll();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
