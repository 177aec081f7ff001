package dev.stanchion.acceptance.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.kit.process.Server;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/**
 * A bare NATS connection that does what a test says and nothing else, except answering PING.
 * Strings are bytes in Latin-1. For one thread.
 */
final class NatsSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int subscriptions;

    private NatsSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /** Connects and waits until the server has accepted the connection. */
    static NatsSocket open(Server server) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(64 * 1024); // so that not reading is soon felt
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(server.host(), server.port()));
            var connection = new NatsSocket(socket);
            connection.send("CONNECT {\"verbose\":false,\"pedantic\":false}\r\n");
            connection.roundTrip();
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Subscribes to a subject; deliveries come from {@link #awaitMessage()}. */
    void subscribe(String subject) {
        subscriptions++;
        send("SUB " + subject + " " + subscriptions + "\r\n");
    }

    void publish(String subject, byte[] payload) {
        publish(subject, "", payload);
    }

    void publish(String subject, String reply, byte[] payload) {
        send("PUB " + subject + " " + reply + " " + payload.length + "\r\n");
        send(payload);
        send("\r\n");
    }

    void send(String bytes) {
        send(bytes.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server has handled everything sent before. Needs no unread messages. */
    void roundTrip() {
        send("PING\r\n");
        String line = readLine();
        while (line.startsWith("INFO ")) {
            line = readLine();
        }
        if (!line.equals("PONG")) {
            throw new IllegalStateException("not a PONG: " + line);
        }
    }

    /** Returns the payload of the next message. */
    byte[] awaitMessage() {
        try {
            String line = readLine();
            if (!line.startsWith("MSG ")) {
                throw new IllegalStateException("not a message: " + line);
            }
            byte[] payload = new byte[Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1))];
            in.readFully(payload);
            readLine();
            return payload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next line from the server that is not a PING, without its end. */
    String readLine() {
        try {
            var line = new StringBuilder();
            for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
                line.append((char) b);
            }
            String text = line.toString().stripTrailing();
            if (text.equals("PING")) {
                send("PONG\r\n");
                return readLine();
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server has closed the connection and returns how many bytes that were. */
    long readToTheEnd() {
        try {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | SocketException closed) {
            return 0; // a reset is an end, too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
