package dev.stanchion.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One raw NATS connection. Writes come from any thread; a thread of its own reads and hands
 * messages to their subscriptions. Source: {@code spec/nats-core.md} 1.1 to 1.3 and 1.9.
 */
public final class NatsPeer implements AutoCloseable {
    private static final String CONNECT =
            "CONNECT {\"verbose\":false,\"pedantic\":false,\"protocol\":1,\"headers\":true,"
                    + "\"no_responders\":true,\"lang\":\"conformance\",\"version\":\"1\"}\r\n";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final AtomicInteger lastSid = new AtomicInteger();
    private final Map<String, Consumer<NatsMessage>> subscriptions = new ConcurrentHashMap<>();
    private final Arrivals<String> pongs = new Arrivals<>("PONG");

    private NatsPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65536));
        this.out = new BufferedOutputStream(socket.getOutputStream(), 65536);
    }

    /** Connects to a NATS server on this machine. */
    public static NatsPeer connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        var peer = new NatsPeer(socket);
        Thread.ofPlatform().daemon().name("nats-peer-reader").start(peer::read);
        peer.write(CONNECT, Unpooled.EMPTY_BUFFER);
        return peer;
    }

    /** Returns a subject that nobody else uses. */
    public static String newInbox() {
        byte[] random = new byte[11];
        ThreadLocalRandom.current().nextBytes(random);
        return "_INBOX." + HexFormat.of().formatHex(random);
    }

    public void publishes(String subject, ByteBuf payload) {
        publishes(subject, "", payload);
    }

    /** Publishes; an empty reply subject is none. */
    public void publishes(String subject, String reply, ByteBuf payload) {
        String replyField = reply.isEmpty() ? "" : reply + " ";
        String line = "PUB %s %s%d\r\n".formatted(subject, replyField, payload.readableBytes());
        write(line, payload, "\r\n");
    }

    public Arrivals<NatsMessage> subscribes(String subject) {
        var arrivals = new Arrivals<NatsMessage>(subject);
        subscribes(subject, arrivals::add);
        return arrivals;
    }

    /**
     * Subscribes with a handler that is called on the reader thread.
     *
     * @return the subscription's ID, for {@link #unsubscribes}
     */
    public String subscribes(String subject, Consumer<NatsMessage> handler) {
        String sid = Integer.toString(lastSid.incrementAndGet());
        subscriptions.put(sid, handler);
        write("SUB %s %s\r\n".formatted(subject, sid), Unpooled.EMPTY_BUFFER);
        return sid;
    }

    public void unsubscribes(String sid) {
        write("UNSUB %s\r\n".formatted(sid), Unpooled.EMPTY_BUFFER);
        subscriptions.remove(sid);
    }

    /** Publishes and waits for the first reply, which may be a "no responders". */
    public NatsMessage requests(String subject, ByteBuf payload) {
        String reply = newInbox();
        var replies = new Arrivals<NatsMessage>("reply from " + subject);
        String sid = subscribes(reply, replies::add);
        publishes(subject, reply, payload);
        NatsMessage first = replies.awaits();
        unsubscribes(sid);
        return first;
    }

    /** Returns once the NATS server has seen all that was written. */
    public void flushes() {
        write("PING\r\n", Unpooled.EMPTY_BUFFER);
        pongs.awaits();
    }

    /** Vanishes without a word. */
    public void cuts() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        cuts();
    }

    private void write(String line, ByteBuf payload) {
        write(line, payload, "");
    }

    private void write(String line, ByteBuf payload, String end) {
        try {
            synchronized (out) {
                out.write(line.getBytes(ISO_8859_1));
                payload.getBytes(payload.readerIndex(), out, payload.readableBytes());
                out.write(end.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read() {
        try {
            for (String line = readLine(); line != null; line = readLine()) {
                take(line);
            }
        } catch (IOException | UncheckedIOException ended) {
            // the test has closed the connection, or the server has: awaiting peers will tell
        }
    }

    private void take(String line) throws IOException {
        String[] fields = line.split(" ", -1);
        switch (fields[0]) {
            case "MSG" -> takeMessage(fields, 0);
            case "HMSG" -> takeMessage(fields, Integer.parseInt(fields[fields.length - 2]));
            case "PING" -> write("PONG\r\n", Unpooled.EMPTY_BUFFER);
            case "PONG" -> pongs.add(line);
            default -> {} // INFO, +OK; an -ERR is followed by the end
        }
    }

    private void takeMessage(String[] fields, int headerBytes) throws IOException {
        byte[] header = in.readNBytes(headerBytes);
        byte[] payload = in.readNBytes(Integer.parseInt(fields[fields.length - 1]) - headerBytes);
        in.skipNBytes(2);
        int fieldsWithoutReply = fields[0].equals("HMSG") ? 5 : 4;
        String reply = fields.length > fieldsWithoutReply ? fields[3] : "";
        Consumer<NatsMessage> handler = subscriptions.get(fields[2]);
        if (handler != null) {
            handler.accept(
                    new NatsMessage(
                            fields[1], reply, status(header), Unpooled.wrappedBuffer(payload)));
        }
    }

    private static int status(byte[] header) {
        String text = new String(header, ISO_8859_1);
        return text.matches("(?s)NATS/1.0 \\d{3}.*") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    private @Nullable String readLine() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
