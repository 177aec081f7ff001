package dev.stanchion.store.jetstream.api;

import dev.stanchion.store.jetstream.message.StreamMessage;
import java.util.List;

/**
 * What the cluster says of a stream. Immutable.
 *
 * @param config the configuration as the server has completed it
 * @param messages how many messages the stream has
 * @param bytes their size, by the rules of the stream's storage
 * @param firstSequence the first sequence of the stream; one more than the last if it is empty
 * @param lastSequence the last sequence that was ever used; 0 if there was none
 * @param firstEpochNanos when the stream took its first message; 0 if it has none
 * @param lastEpochNanos when the stream took its last message; 0 if it never had one
 * @param created when the stream was made, as the server writes it
 * @param subjects how many subjects have messages
 * @param leader the server that leads the stream; empty if there is none, or only one server
 * @param followers the other servers with a replica that is up to date
 */
public record StreamInfo(
        JsonObject config,
        long messages,
        long bytes,
        long firstSequence,
        long lastSequence,
        long firstEpochNanos,
        long lastEpochNanos,
        String created,
        int subjects,
        String leader,
        List<String> followers) {
    /** By how much a message counts less in memory than in a file. */
    private static final int LESS_IN_MEMORY = 18;

    public StreamInfo {
        followers = List.copyOf(followers);
    }

    static StreamInfo of(JsonObject answer) {
        JsonObject state = answer.object("state");
        return new StreamInfo(
                answer.object("config"),
                state.number("messages"),
                state.number("bytes"),
                state.number("first_seq"),
                state.number("last_seq"),
                epochNanos(state.text("first_ts")),
                epochNanos(state.text("last_ts")),
                answer.text("created"),
                (int) state.number("num_subjects"),
                answer.object("cluster").text("leader"),
                answer.object("cluster").objects("replicas").stream()
                        .filter(replica -> replica.flag("current") && !replica.flag("offline"))
                        .map(replica -> replica.text("name"))
                        .toList());
    }

    /** Reads a time; one before 1970 stands for none. */
    private static long epochNanos(String text) {
        return Math.max(0, StreamMessage.epochNanos(text));
    }

    public String name() {
        return config.text("name");
    }

    /** Returns an entry of the stream's metadata; empty if there is none. */
    public String metadata(String key) {
        return config.object("metadata").text(key);
    }

    /** Returns the subjects that the stream takes. */
    public List<String> takenSubjects() {
        return config.texts("subjects");
    }

    /** Returns the size of the messages, counted as a stream in files counts them. */
    public long bytesAsOnFile() {
        return isOnFile() ? bytes : bytes + messages * LESS_IN_MEMORY;
    }

    /** Tells whether the stream is in files rather than in memory. */
    public boolean isOnFile() {
        return config.text("storage").equals("file");
    }

    /** Tells whether its messages come from other streams. */
    public boolean isCopy() {
        return config.has("mirror") || config.has("sources");
    }

    /** Tells whether any replica answers reads, rather than the leader alone. */
    public boolean answersDirectGets() {
        return config.flag("allow_direct");
    }

    /** Returns the maximum size of a message with its headers; 0 if nothing limits it. */
    public long maxMessageBytes() {
        return Math.max(0, config.number("max_msg_size"));
    }

    /** Tells whether the stream takes fast batches, which servers before 2.14 do not know. */
    public boolean takesFastBatches() {
        return config.flag("allow_batched");
    }
}
