package dev.stanchion.nats.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A WebSocket client that shows every frame as it is. For one thread. */
public final class RawWebSocket implements AutoCloseable {
    /** As in RFC 6455, so that the answer is known. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final Pattern LENGTH = Pattern.compile("\\r\\nContent-Length: (\\d+)\\r\\n");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final byte[] MASK = {0x11, (byte) 0xa2, 0x7f, (byte) 0xc3};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String response;

    /** A frame: the payload as it came, still compressed if the frame is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Frame(boolean isFinal, boolean isCompressed, int opcode, byte[] payload) {
        public String text() {
            return new String(payload, ISO_8859_1);
        }

        /** The code and reason of a close frame: {@code 1002 Protocol Violation}. */
        public String closing() {
            return payload.length < 2
                    ? ""
                    : ByteBuffer.wrap(payload).getShort()
                            + " "
                            + new String(payload, 2, payload.length - 2, UTF_8);
        }

        /** The payload of a frame that is a whole compressed message. */
        public String inflated() {
            return inflate(payload);
        }
    }

    private RawWebSocket(Socket connected, String request) throws IOException {
        socket = connected;
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
        out.write(request.getBytes(ISO_8859_1));
        out.flush();
        response = readHead();
    }

    private static Socket open(InetSocketAddress server) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server);
        return socket;
    }

    /** Encrypts from the first byte on, then does as {@link #connect}. */
    public static RawWebSocket connectEncrypted(InetSocketAddress server, SSLContext context)
            throws IOException {
        SSLSocket encrypted =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(open(server), "localhost", server.getPort(), true);
        encrypted.startHandshake();
        return new RawWebSocket(encrypted, request("GET / HTTP/1.1"));
    }

    /** Sends an upgrade request with these further header lines, and reads the answer's head. */
    public static RawWebSocket connect(InetSocketAddress server, String... headers)
            throws IOException {
        return new RawWebSocket(open(server), request("GET / HTTP/1.1", headers));
    }

    /** Sends any request, and reads the answer's head. */
    public static RawWebSocket request(InetSocketAddress server, String wholeRequest)
            throws IOException {
        return new RawWebSocket(open(server), wholeRequest);
    }

    /** An upgrade request; a header given replaces the usual one of that name. */
    public static String request(String firstLine, String... headers) {
        var request = new StringBuilder(firstLine).append("\r\n");
        for (String usual :
                new String[] {
                    "Host: tickets.test:8080",
                    "Upgrade: websocket",
                    "Connection: keep-alive, Upgrade",
                    "Sec-WebSocket-Key: " + KEY,
                    "Sec-WebSocket-Version: 13"
                }) {
            String name = usual.substring(0, usual.indexOf(':') + 1);
            if (Arrays.stream(headers).noneMatch(header -> header.startsWith(name))) {
                request.append(usual).append("\r\n");
            }
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private String readHead() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            head.write(b);
        }
        return head.toString(ISO_8859_1);
    }

    /** The head of the answer to the request. */
    public String response() {
        return response;
    }

    /** The rest of an answer that is no upgrade. */
    public String body() throws IOException {
        Matcher length = LENGTH.matcher(response);
        return length.find()
                ? new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1)
                : "";
    }

    /** Sends text in a masked binary frame of its own. */
    public void send(String text) throws IOException {
        send(FIN | BINARY, text.getBytes(UTF_8));
    }

    /** Sends text in a frame. */
    public void send(int opcode, boolean isFinal, String text) throws IOException {
        send(opcode | (isFinal ? FIN : 0), text.getBytes(UTF_8));
    }

    /** Sends text compressed, in one frame. */
    public void sendCompressed(String text) throws IOException {
        send(FIN | RSV1 | BINARY, deflate(text.getBytes(UTF_8)));
    }

    /** Sends a frame that is masked. */
    public void send(int firstByte, byte[] payload) throws IOException {
        sendBytes(masked(firstByte, payload));
    }

    /** A whole frame, masked. */
    public static byte[] masked(int firstByte, byte[] payload) {
        byte[] header = header(firstByte, payload.length, 0x80);
        byte[] frame = Arrays.copyOf(header, header.length + MASK.length + payload.length);
        System.arraycopy(MASK, 0, frame, header.length, MASK.length);
        for (int i = 0; i < payload.length; i++) {
            frame[header.length + MASK.length + i] = (byte) (payload[i] ^ MASK[i & 3]);
        }
        return frame;
    }

    /** Sends a frame that is not masked. */
    public void sendUnmasked(String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        sendBytes(header(FIN | BINARY, payload.length, 0));
        sendBytes(payload);
    }

    private static byte[] header(int firstByte, int length, int maskBit) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) firstByte);
        if (length < 126) {
            header.put((byte) (maskBit | length));
        } else if (length < 1 << 16) {
            header.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            header.put((byte) (maskBit | 127)).putLong(length);
        }
        return Arrays.copyOf(header.array(), header.position());
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads the next frame. */
    public Frame read() throws IOException {
        int first = in.read();
        int second = in.read();
        if (second < 0) {
            throw new EOFException("the connection has ended");
        }
        int length =
                switch (second) {
                    case 126 -> ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xffff;
                    case 127 -> Math.toIntExact(ByteBuffer.wrap(in.readNBytes(8)).getLong());
                    default -> second;
                };
        return new Frame(
                (first & FIN) != 0, (first & RSV1) != 0, first & 0x0f, in.readNBytes(length));
    }

    /** Reads binary frames until their text together is as long as expected. */
    public String readText(int length) throws IOException {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(read().text());
        }
        return text.toString();
    }

    /** Whether nothing but the end comes. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** Deflates a message as the extension wants it: without the tail. */
    public static byte[] deflate(byte[] message) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        var deflated = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        int length;
        do {
            length = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
            deflated.write(some, 0, length);
        } while (length == some.length);
        deflater.end();
        return Arrays.copyOf(deflated.toByteArray(), deflated.size() - 4);
    }

    private static String inflate(byte[] message) {
        var inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(message, message.length + 4);
        whole[message.length + 2] = (byte) 0xff;
        whole[message.length + 3] = (byte) 0xff;
        inflater.setInput(whole);
        var inflated = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        try {
            for (int length = inflater.inflate(some); length > 0; length = inflater.inflate(some)) {
                inflated.write(some, 0, length);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("not compressed", e);
        } finally {
            inflater.end();
        }
        return inflated.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
