package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.nats.conformance.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a client sends that is broken, mad or wicked: operations of the grammar, the same damaged,
 * and noise. All of it comes from one seed. For one thread.
 */
final class HostileBytes {
    private static final String[] SUBJECTS = {
        "foo",
        "foo.bar",
        "foo.*",
        "foo.>",
        ">",
        "*",
        "a..b",
        ".",
        "_R_.x",
        "_GR_.x",
        "$JS.API.INFO",
        "\u00ff\u00fe",
        "f\u0000o",
        "x".repeat(300)
    };
    private static final String[] KEYS = {
        "verbose",
        "pedantic",
        "echo",
        "headers",
        "no_responders",
        "protocol",
        "account",
        "name",
        "lang",
        "version",
        "user",
        "pass",
        "auth_token",
        "nkey",
        "sig",
        "jwt",
        "VERBOSE",
        "",
        "x"
    };
    private static final String[] VALUES = {
        "true",
        "false",
        "null",
        "0",
        "1",
        "2",
        "-1",
        "1e400",
        "1.0",
        "99999999999999999999",
        "\"\"",
        "\"true\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[[[[[[]]]]]]",
        "{\"a\":{\"b\":[1]}}",
        "tru",
        "\"\u00ff\"",
        "'x'",
        "NaN"
    };
    private static final String[] SIZES = {
        "0",
        "1",
        "5",
        "16",
        "99",
        "-1",
        "+5",
        "abc",
        "0000000005",
        "000000005",
        "2147483648",
        "999999999",
        "1000",
        "5 5"
    };

    private final Random random;

    HostileBytes(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Some operations, most of which are damaged sooner or later. */
    byte[] operations() {
        var bytes = new ByteArrayOutputStream();
        int count = 1 + below(12);
        for (int i = 0; i < count; i++) {
            byte[] operation = operation().getBytes(ISO_8859_1);
            bytes.writeBytes(
                    switch (below(10)) {
                        case 0 -> damaged(operation);
                        case 1 -> below(4) == 0 ? noise(300) : operation;
                        default -> operation;
                    });
        }
        return bytes.toByteArray();
    }

    private String operation() {
        String end = one("\r\n", "\r\n", "\r\n", "\n");
        return switch (below(14)) {
            case 0 -> "CONNECT " + json() + end;
            case 1 -> one("PING", "ping", "PINGxyz", "PONG", "+OK") + end;
            case 2, 3 -> "SUB " + one(SUBJECTS) + one(" ", " q ", "  ", "\t") + below(20) + end;
            case 4 -> "UNSUB " + below(20) + one("", " 1", " 0", " x") + end;
            case 5 -> headers();
            case 6 -> "INFO " + json() + end;
            case 7 -> one("-ERR 'x'", "MSG foo 1 2", "RS+ $G foo", "GET / HTTP/1.1", "") + end;
            case 8 -> one("SUB ", "PUB ", "CONNECT ", "PING") + "x".repeat(below(6000)) + end;
            case 9 -> "PUB " + one(SUBJECTS) + " " + one(SIZES) + end + "hello" + end;
            default -> publish();
        };
    }

    private String publish() {
        String payload = "y".repeat(below(4) == 0 ? below(3000) : below(20));
        return "PUB "
                + one(SUBJECTS)
                + one(" ", " reply ", " _INBOX.a ")
                + payload.length()
                + "\r\n"
                + payload
                + "\r\n";
    }

    private String headers() {
        String header = one("NATS/1.0\r\n\r\n", "NATS/1.0\r\nA: b\r\n\r\n", "", "xyzzy");
        String payload = "z".repeat(below(30));
        return "HPUB "
                + one(SUBJECTS)
                + one(" ", " reply ")
                + header.length()
                + " "
                + (header.length() + payload.length() - (below(8) == 0 ? 3 : 0))
                + "\r\n"
                + header
                + payload
                + "\r\n";
    }

    /** An object as CONNECT has it, or what looks like one. */
    String json() {
        if (below(12) == 0) {
            return one(
                    "", "null", "[]", "{", "}", "{\"a\":", "[".repeat(3000), "{\"a\":".repeat(700));
        }
        List<String> members = new ArrayList<>();
        for (int i = below(6); i > 0; i--) {
            members.add("\"" + one(KEYS) + "\":" + one(VALUES));
        }
        return "{" + String.join(one(",", ",", ", ", ",,"), members) + "}" + one("", "", "", "x");
    }

    /** With one place changed. */
    byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return noise(10);
        }
        int at = below(bytes.length);
        return switch (below(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 ->
                    joined(
                            Arrays.copyOf(bytes, at),
                            Arrays.copyOfRange(bytes, at + 1, bytes.length));
            case 2 -> joined(bytes, bytes);
            case 3 ->
                    joined(
                            Arrays.copyOf(bytes, at),
                            noise(8),
                            Arrays.copyOfRange(bytes, at, bytes.length));
            default -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) below(256);
                yield changed;
            }
        };
    }

    byte[] noise(int most) {
        byte[] noise = new byte[below(most)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** The same bytes in pieces, as a network may deliver them. */
    List<byte[]> pieces(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        int most = 1 + below(below(3) == 0 ? 4 : 2000);
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + below(most));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    /** The bytes in frames that are right: fragmented, compressed and with pings between. */
    byte[] frames(byte[] bytes, boolean mayCompress) {
        var frames = new ByteArrayOutputStream();
        for (byte[] message : pieces(bytes)) {
            boolean compressed = mayCompress && below(3) == 0;
            List<byte[]> parts = pieces(compressed ? RawWebSocket.deflate(message) : message);
            for (int i = 0; i < parts.size(); i++) {
                int opcode = i > 0 ? 0 : (1 + below(2)) | (compressed ? 0x40 : 0);
                int fin = i == parts.size() - 1 ? 0x80 : 0;
                frames.writeBytes(RawWebSocket.masked(fin | opcode, parts.get(i)));
                if (below(10) == 0) {
                    frames.writeBytes(RawWebSocket.masked(0x89, noise(125)));
                }
            }
        }
        return frames.toByteArray();
    }

    /** An upgrade request, most often with something wrong. */
    byte[] upgradeRequest() {
        String request =
                RawWebSocket.request(
                        one("GET", "GET", "GET", "POST", "get", "")
                                + one(" / ", " /x?y=z ", " /mqtt ", " ", " * ")
                                + one("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9.9", ""),
                        one(
                                "Origin: http://a.b",
                                "X: " + "x".repeat(below(9000)),
                                "Content-Length: " + one("5", "-1", "0", "x"),
                                "Transfer-Encoding: chunked",
                                "Sec-WebSocket-Version: " + one("13", "8", ""),
                                "Connection: close",
                                "Sec-WebSocket-Extensions: "
                                        + one("permessage-deflate", ",;,", "x"),
                                "X-Forwarded-For: " + one("1.2.3.4, x", "<script>", "::1")));
        byte[] bytes = request.getBytes(ISO_8859_1);
        return below(3) == 0 ? damaged(bytes) : bytes;
    }
}
