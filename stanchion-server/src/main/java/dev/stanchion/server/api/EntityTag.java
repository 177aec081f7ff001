package dev.stanchion.server.api;

import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The tags of answers, by which a client learns that nothing has changed. */
final class EntityTag {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int BYTES = 12;

    /** The time of the answer, which every list has at its end, says nothing about its content. */
    private static final Pattern TIME_OF_ANSWER = Pattern.compile(",\"asOf\":\"[^\"]*\"}$");

    private EntityTag() {}

    /** Returns the answer with its tag, or without content if the client has it already. */
    static Reply tagged(Call call, Reply reply) {
        if (!call.isSafe() || reply.status() != OK || reply.stream().isPresent()) {
            return reply;
        }
        String tag = "W/\"" + digest(reply) + "\"";
        Reply tagged = reply.with("ETag", tag);
        boolean isKnown =
                call.headers("If-None-Match").stream()
                        .flatMap(header -> Pattern.compile(",").splitAsStream(header))
                        .anyMatch(known -> known.strip().equals(tag));
        return isKnown ? Reply.empty(NOT_MODIFIED).with("ETag", tag) : tagged;
    }

    private static String digest(Reply reply) {
        byte[] content =
                reply.contentType().equals("application/json")
                        ? TIME_OF_ANSWER
                                .matcher(reply.text())
                                .replaceFirst("")
                                .getBytes(StandardCharsets.UTF_8)
                        : reply.body();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    /** Returns what is between the quotes of a tag, or the text if there are none. */
    static String content(String tag) {
        String text = tag.strip();
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
