package dev.stanchion.store.jetstream.append;

import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;

/** What the cluster answers to a batch. */
sealed interface BatchAnswer {
    /** The server goes on to take messages. */
    record Progress() implements BatchAnswer {}

    /** The stream has the first {@code count} messages, the last of them at {@code sequence}. */
    record Stored(long sequence, int count) implements BatchAnswer {}

    /** The stream has no room. */
    record Full(String text) implements BatchAnswer {}

    /** It is unknown what the stream has. */
    record Unclear(String text) implements BatchAnswer {}

    /** Reads an answer to a batch of {@code size} messages. */
    static BatchAnswer of(ClusterMessage message, int size) {
        if (message.status() != 0) {
            return new Unclear("status " + message.status());
        }
        JsonObject answer =
                JsonObject.parse(message.buffer(), message.payloadIndex(), message.payloadLength());
        JsonObject error = answer.object("error");
        if (answer.has("error")) {
            return ofError((int) error.number("err_code"), error.text("description"));
        }
        if (answer.text("type").equals("ack")) {
            return new Progress();
        }
        if (!answer.has("seq") || answer.has("type")) {
            return new Unclear("a message of the batch was lost on its way");
        }
        int count = answer.has("count") ? (int) answer.number("count") : 1;
        return new Stored(answer.number("seq"), answer.has("count") || size == 1 ? count : 0);
    }

    private static BatchAnswer ofError(int code, String text) {
        return ApiFailure.isFull(code) ? new Full(text) : new Unclear(text);
    }
}
