package dev.stanchion.interop.driver;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A message's data on the lines of a driver in Java. */
public final class Payload {
    private static final int LARGEST_SHOWN_BYTES = 4096;

    private Payload() {}

    /** Returns the payload of a publish request: its data, or the data repeated up to a size. */
    public static byte[] of(Fields request) {
        byte[] unit = Base64.getDecoder().decode(request.text("data"));
        if (request.optionalText("size").isEmpty()) {
            return unit;
        }
        byte[] payload = new byte[Math.toIntExact(request.number("size"))];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = unit[i % unit.length];
        }
        return payload;
    }

    /**
     * Returns an event with a description of data: its size and digest, and the data itself if it
     * is small.
     */
    public static Fields tell(Fields event, byte[] data) {
        Fields told = event.with("size", data.length).with("sha256", sha256(data));
        return data.length > LARGEST_SHOWN_BYTES
                ? told
                : told.with("data", Base64.getEncoder().encodeToString(data));
    }

    /** Returns the digest that a driver tells of {@code data}. */
    public static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
