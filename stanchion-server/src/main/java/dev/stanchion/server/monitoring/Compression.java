package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses answers for clients that ask for it. */
final class Compression {
    /** A shorter answer fits one packet as it is. */
    static final int LEAST_BYTES = 1024;

    private static final int OK = 200;

    private Compression() {}

    /**
     * Returns the answer, compressed if that is wanted and worth it.
     *
     * @param accepted the header {@code Accept-Encoding}
     */
    static Reply of(Reply reply, @Nullable String accepted) {
        if (reply.status() != OK
                || reply.length() < LEAST_BYTES
                || accepted == null
                || !accepts(accepted)) {
            return reply;
        }
        return reply.withBody(compressed(reply))
                .with("Content-Encoding", "gzip")
                .with("Vary", "Accept-Encoding");
    }

    /** Returns whether the client takes gzip: it is named, or everything is, and not with q=0. */
    static boolean accepts(String accepted) {
        boolean any = false;
        for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] words = part.split(";", -1);
            String coding = words[0].strip();
            boolean isWanted = words.length < 2 || isPositive(words[1]);
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                return isWanted;
            }
            any |= coding.equals("*") && isWanted;
        }
        return any;
    }

    private static boolean isPositive(String weight) {
        String value = weight.strip().replaceFirst("^q\\s*=\\s*", "");
        try {
            return Double.parseDouble(value) > 0;
        } catch (NumberFormatException malformed) {
            return false;
        }
    }

    private static byte[] compressed(Reply reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(reply.length() / 4);
        try (GZIPOutputStream out = new Fast(bytes)) {
            reply.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Compresses in little time: one thread writes the answers of all connections. */
    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
