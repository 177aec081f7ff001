package dev.stanchion.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which parked messages are sent again, and how. Immutable. */
public final class RedriveRequest {
    private final Map<String, Object> body;

    private RedriveRequest(Map<String, Object> body) {
        this.body = Map.copyOf(body);
    }

    /**
     * Single messages.
     *
     * @param sequences in the channel of parked messages
     */
    public static RedriveRequest of(List<Long> sequences) {
        return new RedriveRequest(Map.of("sequences", List.copyOf(sequences)));
    }

    /** Many messages, by a job. */
    public static RedriveRequest of(ParkedFilter filter) {
        return new RedriveRequest(filter.parameters());
    }

    /** Lets a job send so many messages in a second at most. */
    public RedriveRequest maxPerSecond(int messages) {
        return with("maxPerSecond", messages);
    }

    /** Publishes messages anew, for all, that are gone from their channel. */
    public RedriveRequest republish() {
        return with("republish", true);
    }

    private RedriveRequest with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(body);
        more.put(name, value);
        return new RedriveRequest(more);
    }

    Map<String, Object> body() {
        return body;
    }
}
