package dev.stanchion.interop.client;

import dev.stanchion.interop.driver.Fields;
import java.time.Instant;

/**
 * The options of a subscription. An option that is not set has the library's default.
 *
 * @param request the fields of a {@code subscribe} request
 */
public record Subscribing(Fields request) {

    public static Subscribing to(String channel) {
        return new Subscribing(Fields.none().with("channel", channel));
    }

    public Subscribing inGroup(String group) {
        return with("queue", group);
    }

    public Subscribing durableAs(String name) {
        return with("durable", name);
    }

    public Subscribing fromNew() {
        return with("start", "new");
    }

    public Subscribing fromLast() {
        return with("start", "last");
    }

    public Subscribing fromFirst() {
        return with("start", "first");
    }

    public Subscribing fromSequence(long sequence) {
        return with("start", "sequence").with("startSequence", sequence);
    }

    public Subscribing from(Instant time) {
        return with("start", "time").with("startEpochMillis", time.toEpochMilli());
    }

    public Subscribing acknowledgingByHand() {
        return with("manualAcks", true);
    }

    public Subscribing ackWaitSeconds(int seconds) {
        return with("ackWaitSeconds", seconds);
    }

    public Subscribing maxInFlight(int messages) {
        return with("maxInFlight", messages);
    }

    private Subscribing with(String name, Object value) {
        return new Subscribing(request.with(name, value));
    }
}
