package dev.stanchion.kit.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends and reads bytes, lines and messages as a test wants. For one thread. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 100;
    private static final int END = -1;
    static final String LINE_END = "\r\n";

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

    /** Connects with a small receive buffer. */
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

    /** Returns the protocol of the encryption. */
    public String tlsVersion() {
        return ((SSLSocket) socket).getSession().getProtocol();
    }

    /** Returns the INFO line with its end. */
    public String info() {
        return info;
    }

    /** Sends a text in UTF-8. */
    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    /** Sends bytes. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends each byte of a text by itself. */
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

    /** Returns the bytes that come before the connection ends; "" if there are none. */
    public String readToEnd() throws IOException {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (SocketTimeoutException e) {
            return "<silence>";
        }
    }

    /** Returns the bytes that come before the connection ends in any way. */
    public String readToEndOrReset() {
        var received = new ByteArrayOutputStream();
        try {
            in.transferTo(received);
        } catch (IOException e) {
            // a reset is an end, too
        }
        return received.toString(ISO_8859_1);
    }

    /** Reads to the end, which must come; returns how many bytes came before it. */
    public long skipToEnd() throws IOException {
        long skipped = 0;
        byte[] some = new byte[8192];
        try {
            for (int n = in.read(some); n != END; n = in.read(some)) {
                skipped += n;
            }
        } catch (SocketException reset) {
            return skipped; // a reset is an end, too
        }
        return skipped;
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
            if (!line.startsWith("MSG ")) {
                throw new AssertionError("after " + i + " messages: " + Garbled.described(line));
            }
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

    /** Subscribes to a subject. */
    public void subscribe(String subject, int sid) throws IOException {
        send(sub(subject, sid));
    }

    static String sub(String subject, int sid) {
        return "SUB " + subject + " " + sid + LINE_END;
    }

    static String unsub(int sid) {
        return "UNSUB " + sid + LINE_END;
    }

    /** Publishes without a reply subject. */
    public void publish(String subject, byte[] payload) throws IOException {
        publish(subject, "", payload);
    }

    /** Publishes; an empty reply subject is none. */
    public void publish(String subject, String reply, byte[] payload) throws IOException {
        publish(subject, reply, Unpooled.wrappedBuffer(payload));
    }

    /** Publishes; an empty reply subject is none. */
    public void publish(String subject, String reply, ByteBuf payload) throws IOException {
        String replyField = reply.isEmpty() ? "" : reply + " ";
        String head = "PUB " + subject + " " + replyField + payload.readableBytes() + LINE_END;
        var operation = new ByteArrayOutputStream(head.length() + payload.readableBytes() + 2);
        operation.writeBytes(head.getBytes(ISO_8859_1));
        payload.getBytes(payload.readerIndex(), operation, payload.readableBytes());
        operation.writeBytes(LINE_END.getBytes(ISO_8859_1));
        send(operation.toByteArray());
    }

    /** Publishes with headers, from {@code NATS/1.0} to the empty line. */
    public void publish(String subject, String reply, byte[] headers, byte[] payload)
            throws IOException {
        String replyField = reply.isEmpty() ? "" : reply + " ";
        int length = headers.length + payload.length;
        String head = "HPUB " + subject + " " + replyField + headers.length + " " + length;
        var operation = new ByteArrayOutputStream(head.length() + length + 4);
        operation.writeBytes((head + LINE_END).getBytes(ISO_8859_1));
        operation.writeBytes(headers);
        operation.writeBytes(payload);
        operation.writeBytes(LINE_END.getBytes(ISO_8859_1));
        send(operation.toByteArray());
    }

    /** Reads the next line without its end; if the connection ends, that is an exception. */
    public String readOperation() throws IOException {
        String line = readLine();
        if (!line.endsWith("\n")) {
            throw new EOFException(line);
        }
        return line.stripTrailing();
    }

    /** Reads the next message and answers PING; an error from the server is an exception. */
    public NatsMessage readMessage() throws IOException {
        while (true) {
            String operation = readOperation();
            if (isMessage(operation)) {
                return readMessage(operation);
            }
            if (operation.equals("PING")) {
                send("PONG" + LINE_END);
            } else if (operation.startsWith("-ERR")) {
                throw new IOException(operation);
            }
        }
    }

    /**
     * Returns whether a line is the head of a message, which {@link #readMessage(String)} reads.
     */
    public static boolean isMessage(String operation) {
        return operation.startsWith("MSG ") || operation.startsWith("HMSG ");
    }

    /** Reads the rest of a message whose first line has been read. */
    public NatsMessage readMessage(String operation) throws IOException {
        String[] fields = operation.split(" ", -1);
        int last = fields.length - 1;
        boolean hasHeaders = fields[0].equals("HMSG");
        int headerBytes = hasHeaders ? Integer.parseInt(fields[last - 1]) : 0;
        byte[] headers = in.readNBytes(headerBytes);
        byte[] payload = in.readNBytes(Integer.parseInt(fields[last]) - headerBytes);
        in.skipNBytes(LINE_END.length());
        String reply = last > (hasHeaders ? 4 : 3) ? fields[3] : "";
        return new NatsMessage(
                fields[1],
                Integer.parseInt(fields[2]),
                reply,
                new String(headers, ISO_8859_1),
                Unpooled.wrappedBuffer(payload));
    }

    /** Waits until the server has read everything that was sent before. */
    public void roundTrip() throws IOException {
        send("PING" + LINE_END);
        String line = readOperationAnsweringPings();
        while (line.startsWith("INFO ")) {
            line = readOperationAnsweringPings();
        }
        if (!line.equals("PONG")) {
            throw new IOException("not a PONG: " + line);
        }
    }

    /** Reads the next line that is no PING, without its end. */
    public String readOperationAnsweringPings() throws IOException {
        return readLineAnsweringPings().stripTrailing();
    }

    /** Lets a read wait as long as it takes, from now on. */
    void readForever() throws IOException {
        socket.setSoTimeout(0);
    }

    /** Ends the connection as a process does that is killed with data unread: with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Sends a FIN and continues to read. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Returns the bytes that come within a short time; "" if there are none. */
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
