package dev.stanchion.admin;

import dev.stanchion.admin.answer.KeyTable;
import dev.stanchion.admin.answer.PendingMessages;
import dev.stanchion.admin.answer.Position;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One position: that of a queue group, of a durable, or of a plain subscription. Immutable; each
 * call asks the server. Safe for use by many threads.
 */
public final class PositionAdmin {
    private final Transport transport;
    private final String path;

    PositionAdmin(Transport transport, String path) {
        this.transport = transport;
        this.path = path;
    }

    /** Returns its state and its members. */
    @ApiOperation({"getGroup", "getDurable", "getSubscription"})
    public Position get() {
        return transport.get(Position.class, path);
    }

    /**
     * Lists what was sent and is not acknowledged, the oldest first.
     *
     * @param limit 1 to 500
     */
    @ApiOperation({"listPendingOfGroup", "listPendingOfDurable", "listPendingOfSubscription"})
    public PendingMessages pending(int limit) {
        return transport.get(PendingMessages.class, path + "/pending", Map.of("limit", limit));
    }

    /** Lists the busy keys, of a queue group that a policy orders by key. */
    @ApiOperation("listKeysOfGroup")
    public KeyTable keys() {
        return transport.get(KeyTable.class, path + "/keys");
    }

    /** Moves it; unacknowledged messages before the new place are forgotten. */
    public Change move(Place to) {
        return move(to, false);
    }

    /**
     * Moves it.
     *
     * @param keepInFlight whether unacknowledged messages before the new place stay
     */
    @ApiOperation({"moveGroup", "moveDurable", "moveSubscription"})
    public Change move(Place to, boolean keepInFlight) {
        return change("PUT", "/position", Map.of("to", to.json(), "keepInFlight", keepInFlight));
    }

    /** Sends it nothing until it is resumed. */
    @ApiOperation({"pauseGroup", "pauseDurable", "pauseSubscription"})
    public Change pause(String reason) {
        return change("POST", "/pause", pauseBody(reason));
    }

    /** Sends it nothing for a time, at most until it is resumed. */
    public Change pause(String reason, Duration time) {
        return change("POST", "/pause", pauseBody(reason, time));
    }

    static Map<String, Object> pauseBody(String reason) {
        return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
    }

    static Map<String, Object> pauseBody(String reason, Duration time) {
        Map<String, Object> body = new LinkedHashMap<>(pauseBody(reason));
        body.put("for", DurationText.of(time));
        return body;
    }

    @ApiOperation({"resumeGroup", "resumeDurable", "resumeSubscription"})
    public Change resume() {
        return change("POST", "/resume", Map.of());
    }

    /** Counts messages as acknowledged that are in flight. */
    @ApiOperation({"skipInGroup", "skipInDurable", "skipInSubscription"})
    public Change skip(List<Long> sequences) {
        return change("POST", "/skip", Map.of("sequences", List.copyOf(sequences)));
    }

    /** Parks messages that are in flight, as if they had failed as often as a policy allows. */
    public Change park(List<Long> sequences, String reason) {
        return change(
                "POST",
                "/skip",
                Map.of("sequences", List.copyOf(sequences), "park", true, "reason", reason));
    }

    /** Sends messages again that are in flight, now and not when their ack wait is over. */
    @ApiOperation({"redeliverToGroup", "redeliverToDurable", "redeliverToSubscription"})
    public Change redeliver(List<Long> sequences) {
        return change("POST", "/redeliver", Map.of("sequences", List.copyOf(sequences)));
    }

    /** Sends all messages again that are in flight. */
    public Change redeliverAll() {
        return change("POST", "/redeliver", Map.of());
    }

    /**
     * Deletes it.
     *
     * @param kick whether its members lose their subscriptions; otherwise it is refused while there
     *     is one
     */
    @ApiOperation({"deleteGroup", "deleteDurable", "deleteSubscription"})
    public Change delete(boolean kick) {
        return new Change(
                transport, "DELETE", path, kick ? Map.of("kick", true) : Map.of(), Map.of());
    }

    private Change change(String method, String what, Map<String, Object> body) {
        return new Change(transport, method, path + what, Map.of(), body);
    }
}
