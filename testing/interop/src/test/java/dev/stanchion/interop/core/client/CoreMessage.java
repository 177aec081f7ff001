package dev.stanchion.interop.core.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.interop.driver.Fields;
import java.util.Base64;
import java.util.List;

/**
 * A message as a driver told it.
 *
 * @param fields of a {@code message} event, or of the answer to a {@code request}
 */
public record CoreMessage(Fields fields) {

    public String subject() {
        return fields.text("subject");
    }

    /** Returns the data; only of messages up to 4 KiB. */
    public byte[] data() {
        return Base64.getDecoder().decode(fields.text("data"));
    }

    public String text() {
        return new String(data(), UTF_8);
    }

    public long bytes() {
        return fields.number("size");
    }

    /** Returns the data's digest, in hexadecimal digits. */
    public String sha256() {
        return fields.text("sha256");
    }

    /** Returns the header lines, {@code name: value}; the order of names is the library's. */
    public List<String> headers() {
        return fields.optionalText("headers")
                .map(lines -> List.of(lines.split("\n", -1)))
                .orElse(List.of());
    }
}
