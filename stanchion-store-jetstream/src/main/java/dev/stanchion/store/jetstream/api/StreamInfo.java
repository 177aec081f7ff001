package dev.stanchion.store.jetstream.api;

import java.util.List;

/**
 * What the cluster says of a stream. Immutable.
 *
 * @param config the configuration as the server has completed it
 * @param messages how many messages the stream has
 * @param bytes their size, by the rules of the stream's storage
 * @param firstSequence the first sequence of the stream; one more than the last if it is empty
 * @param lastSequence the last sequence that was ever used; 0 if there was none
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
        int subjects,
        String leader,
        List<String> followers) {
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
                (int) state.number("num_subjects"),
                answer.object("cluster").text("leader"),
                answer.object("cluster").objects("replicas").stream()
                        .filter(replica -> replica.flag("current") && !replica.flag("offline"))
                        .map(replica -> replica.text("name"))
                        .toList());
    }

    /** Returns an entry of the stream's metadata; empty if there is none. */
    public String metadata(String key) {
        return config.object("metadata").text(key);
    }

    /** Returns the subjects that the stream takes. */
    public List<String> takenSubjects() {
        return config.texts("subjects");
    }

    /** Tells whether the stream is in files rather than in memory. */
    public boolean isOnFile() {
        return config.text("storage").equals("file");
    }

    /** Tells whether the stream takes fast batches, which servers before 2.14 do not know. */
    public boolean takesFastBatches() {
        return config.flag("allow_batched");
    }
}
