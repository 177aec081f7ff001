package dev.stanchion.nats.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that knows nothing but bytes. For one thread. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 100;
    private static final int END = -1;

    private Socket socket = new Socket();
    private InputStream in;
    private OutputStream out;
    private final String info;

    private RawClient(InetSocketAddress server, int receiveBufferBytes, boolean greeted)
            throws IOException {
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
        info = greeted ? readLine() : "";
    }

    /** Connects and reads the INFO line. */
    public static RawClient connect(InetSocketAddress server) throws IOException {
        return new RawClient(server, 0, true);
    }

    /** Connects and reads nothing yet. */
    public static RawClient connectUngreeted(InetSocketAddress server) throws IOException {
        return new RawClient(server, 0, false);
    }

    /** Connects with little room for what is not read. */
    public static RawClient connectWithBuffer(InetSocketAddress server, int receiveBufferBytes)
            throws IOException {
        return new RawClient(server, receiveBufferBytes, true);
    }

    /**
     * Encrypts from here on; returns when the handshake is over.
     *
     * @param protocols the only ones to offer; none means the JDK's
     */
    public RawClient encrypt(SSLContext context, String... protocols) throws IOException {
        return encrypt(
                context,
                encrypted -> {
                    if (protocols.length > 0) {
                        encrypted.setEnabledProtocols(protocols);
                    }
                });
    }

    /** Encrypts from here on, as prepared; returns when the handshake is over. */
    public RawClient encrypt(SSLContext context, Consumer<SSLSocket> prepared) throws IOException {
        SSLSocket encrypted =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, "localhost", socket.getPort(), true);
        encrypted.setSoTimeout(PATIENCE_MILLIS);
        prepared.accept(encrypted);
        encrypted.startHandshake();
        socket = encrypted;
        in = new BufferedInputStream(encrypted.getInputStream(), 64 * 1024);
        out = encrypted.getOutputStream();
        return this;
    }

    /** Asks for another handshake, which TLS 1.2 has. */
    public void handshakeAgain() throws IOException {
        ((SSLSocket) socket).startHandshake();
    }

    /** The protocol of the encryption. */
    public String tlsVersion() {
        return ((SSLSocket) socket).getSession().getProtocol();
    }

    /** The INFO line with its end. */
    public String info() {
        return info;
    }

    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void sendByteByByte(String text) throws IOException {
        for (byte b : text.getBytes(UTF_8)) {
            send(new byte[] {b});
        }
    }

    /** Reads that many bytes; fewer if the connection ends or nothing comes for too long. */
    public String read(int length) throws IOException {
        var received = new ByteArrayOutputStream();
        try {
            while (received.size() < length) {
                byte[] some = in.readNBytes(1);
                if (some.length == 0) {
                    received.writeBytes("<end>".getBytes(UTF_8));
                    break;
                }
                received.writeBytes(some);
                received.writeBytes(
                        in.readNBytes(Math.min(in.available(), length - received.size())));
            }
        } catch (SocketTimeoutException e) {
            received.writeBytes("<silence>".getBytes(UTF_8));
        }
        return received.toString(UTF_8);
    }

    /** Reads a line with its end. */
    public String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        int b;
        do {
            b = in.read();
            if (b != END) {
                line.write(b);
            }
        } while (b != END && b != '\n');
        return line.toString(ISO_8859_1);
    }

    /** What comes before the connection ends; "" if it just ends. */
    public String readToEnd() throws IOException {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (SocketTimeoutException e) {
            return "<silence>";
        }
    }

    /** What comes before the connection ends in whatever way. */
    public String readToEndOrReset() {
        var received = new ByteArrayOutputStream();
        try {
            in.transferTo(received);
        } catch (IOException e) {
            // a reset is an end, too
        }
        return received.toString(ISO_8859_1);
    }

    /** Reads that many bytes and forgets them; returns how many there were. */
    public int skip(int length) throws IOException {
        return in.readNBytes(length).length;
    }

    /** Reads that many messages without headers and returns their payloads' bytes together. */
    public long skipMessages(int count) throws IOException {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            String line = readLineAnsweringPings();
            int payload = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1).strip());
            bytes += skip(payload);
            skip(2);
        }
        return bytes;
    }

    private String readLineAnsweringPings() throws IOException {
        String line = readLine();
        while (line.equals("PING\r\n")) { // two seconds after CONNECT at the latest
            send("PONG\r\n");
            line = readLine();
        }
        return line;
    }

    /** Sends a FIN and goes on reading. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** What comes within a short time; "" if nothing does. */
    public String readWhileSilent() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            int b = in.read();
            return b == END ? "<end>" : Character.toString(b) + "…";
        } catch (SocketTimeoutException e) {
            return "";
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Sends PING and reads the next line, which is PONG if nothing else comes before it. */
    public String flush() throws IOException {
        send("PING\r\n");
        return readLineAnsweringPings();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
