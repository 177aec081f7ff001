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
import java.util.concurrent.ConcurrentSkipListMap;
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

    private final int port;
    private final AtomicInteger lastSid = new AtomicInteger();
    private final Map<Integer, Subscription> subscriptions = new ConcurrentSkipListMap<>();
    private final Arrivals<String> pongs = new Arrivals<>("PONG");
    private volatile Line line;
    private volatile boolean cut;

    private record Subscription(String subject, Consumer<NatsMessage> handler) {}

    /** A TCP connection. */
    private record Line(Socket socket, DataInputStream in, OutputStream out) {
        static Line to(int port) throws IOException {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return new Line(
                    socket,
                    new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65536)),
                    new BufferedOutputStream(socket.getOutputStream(), 65536));
        }
    }

    private NatsPeer(int port) throws IOException {
        this.port = port;
        this.line = Line.to(port);
    }

    /** Connects to a NATS server on this machine. */
    public static NatsPeer connect(int port) throws IOException {
        var peer = new NatsPeer(port);
        peer.introduces();
        return peer;
    }

    private void introduces() {
        Line opened = line;
        Thread.ofPlatform().daemon().name("nats-peer-reader").start(() -> read(opened));
        write(CONNECT, Unpooled.EMPTY_BUFFER);
    }

    /**
     * Connects again to a server that has been restarted and tells it all subscriptions, as client
     * libraries do by themselves.
     */
    public void comesBack() {
        try {
            line.socket.close();
            line = Line.to(port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        introduces();
        subscriptions.forEach((sid, each) -> tells(sid, each.subject));
        flushes();
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
    public int subscribes(String subject, Consumer<NatsMessage> handler) {
        int sid = lastSid.incrementAndGet();
        subscriptions.put(sid, new Subscription(subject, handler));
        tells(sid, subject);
        return sid;
    }

    private void tells(int sid, String subject) {
        write("SUB %s %d\r\n".formatted(subject, sid), Unpooled.EMPTY_BUFFER);
    }

    public void unsubscribes(int sid) {
        write("UNSUB %d\r\n".formatted(sid), Unpooled.EMPTY_BUFFER);
        subscriptions.remove(sid);
    }

    /** Publishes and waits for the first reply, which may be a "no responders". */
    public NatsMessage requests(String subject, ByteBuf payload) {
        String reply = newInbox();
        var replies = new Arrivals<NatsMessage>("reply from " + subject);
        int sid = subscribes(reply, replies::add);
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

    /** Tells whether the test has ended it. */
    public boolean isCut() {
        return cut;
    }

    /** Vanishes without a word, for good. */
    public void cuts() {
        cut = true;
        try {
            line.socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        cuts();
    }

    private void write(String head, ByteBuf payload) {
        write(head, payload, "");
    }

    private void write(String head, ByteBuf payload, String end) {
        OutputStream out = line.out;
        try {
            synchronized (out) {
                out.write(head.getBytes(ISO_8859_1));
                payload.getBytes(payload.readerIndex(), out, payload.readableBytes());
                out.write(end.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read(Line opened) {
        DataInputStream in = opened.in;
        try {
            for (String head = readLine(in); head != null; head = readLine(in)) {
                take(head, in);
            }
        } catch (IOException | UncheckedIOException ended) {
            // the test has closed the connection, or the server has: awaiting peers will tell
        }
    }

    private void take(String head, DataInputStream in) throws IOException {
        String[] fields = head.split(" ", -1);
        switch (fields[0]) {
            case "MSG" -> takeMessage(fields, 0, in);
            case "HMSG" -> takeMessage(fields, Integer.parseInt(fields[fields.length - 2]), in);
            case "PING" -> write("PONG\r\n", Unpooled.EMPTY_BUFFER);
            case "PONG" -> pongs.add(head);
            default -> {} // INFO, +OK; an -ERR is followed by the end
        }
    }

    private void takeMessage(String[] fields, int headerBytes, DataInputStream in)
            throws IOException {
        byte[] header = in.readNBytes(headerBytes);
        byte[] payload = in.readNBytes(Integer.parseInt(fields[fields.length - 1]) - headerBytes);
        in.skipNBytes(2);
        int fieldsWithoutReply = fields[0].equals("HMSG") ? 5 : 4;
        String reply = fields.length > fieldsWithoutReply ? fields[3] : "";
        Subscription subscription = subscriptions.get(Integer.valueOf(fields[2]));
        if (subscription != null) {
            subscription.handler.accept(
                    new NatsMessage(
                            fields[1], reply, status(header), Unpooled.wrappedBuffer(payload)));
        }
    }

    private static int status(byte[] header) {
        String text = new String(header, ISO_8859_1);
        return text.matches("(?s)NATS/1.0 \\d{3}.*") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    private static @Nullable String readLine(DataInputStream in) throws IOException {
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
