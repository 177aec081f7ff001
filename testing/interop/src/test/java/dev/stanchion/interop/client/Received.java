package dev.stanchion.interop.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.interop.driver.Fields;
import java.util.Base64;

/**
 * One delivery of a message, as a driver told it.
 *
 * @param event the fields of a {@code message} event
 */
public record Received(Fields event) {

    public long sequence() {
        return event.number("sequence");
    }

    public String channel() {
        return event.text("channel");
    }

    public boolean isRedelivered() {
        return Boolean.parseBoolean(event.text("redelivered"));
    }

    /** Returns how often it was redelivered; only where the library tells. */
    public long redeliveryCount() {
        return event.number("redeliveryCount");
    }

    /** Returns the data; only of messages up to 4 KiB. */
    public byte[] data() {
        return Base64.getDecoder().decode(event.text("data"));
    }

    public String text() {
        return new String(data(), UTF_8);
    }

    public long bytes() {
        return event.number("size");
    }

    /** Returns the data's digest, in hexadecimal digits. */
    public String sha256() {
        return event.text("sha256");
    }
}
