package dev.stanchion.kit.cluster.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** The headers of a NATS message, as the bytes that stand before its payload. */
public final class NatsHeaders {
    /** No headers at all. */
    public static final byte[] NONE = {};

    private static final String VERSION = "NATS/1.0";
    private static final String LINE_END = "\r\n";

    private NatsHeaders() {}

    /** Returns headers that consist of a status, for example {@code 503}, and nothing else. */
    public static byte[] status(String status) {
        return bytes(VERSION + " " + status + LINE_END + LINE_END);
    }

    /** Returns headers with a status and one header behind it. */
    public static byte[] status(String status, String name, String value) {
        return with(status(status), name, value);
    }

    /** Returns headers with one more at their end. */
    public static byte[] with(byte[] headers, String name, String value) {
        String before = headers.length == 0 ? VERSION + LINE_END : text(headers, 2);
        return bytes(before + name + ": " + value + LINE_END + LINE_END);
    }

    /** Returns the value of the first header of this name, of which case matters. */
    public static Optional<String> find(byte[] headers, String name) {
        if (headers.length == 0) {
            return Optional.empty();
        }
        String text = text(headers, 0);
        int start = text.indexOf(LINE_END + name + ":");
        if (start < 0) {
            return Optional.empty();
        }
        int from = start + LINE_END.length() + name.length() + 1;
        String value = text.substring(from, text.indexOf(LINE_END, from));
        return Optional.of(value.stripLeading());
    }

    /** Returns the number in the first line, 0 if there is none. */
    public static int statusOf(byte[] headers) {
        int start = VERSION.length() + 1;
        if (headers.length < start + 3 || headers[VERSION.length()] != ' ') {
            return 0;
        }
        return Integer.parseInt(new String(headers, start, 3, ISO_8859_1));
    }

    private static String text(byte[] headers, int withoutLast) {
        return new String(headers, 0, headers.length - withoutLast, ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
