package dev.stanchion.engine.client;

import dev.stanchion.engine.spi.ClientRecord;
import java.nio.charset.StandardCharsets;

/**
 * One registration of a client. A client that replaces another of the same ID has a session of its
 * own. Immutable; safe for use by many threads.
 *
 * @param generation differs between any two sessions of one engine
 * @param address the connection that registered it, as people would name it; empty if it was
 *     recovered
 * @param sinceEpochNanos when it was registered or recovered
 */
public record Session(long generation, ClientRecord record, String address, long sinceEpochNanos) {
    public String clientId() {
        return record.clientId();
    }

    byte[] clientIdBytes() {
        return record.clientId().getBytes(StandardCharsets.UTF_8);
    }

    byte[] claimedIdBytes() {
        return record.claimedId().getBytes(StandardCharsets.UTF_8);
    }

    byte[] connectionIdBytes() {
        return record.connectionId().getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] tokenBytes() {
        return record.requestToken().getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns whether the client uses the shared request subjects. */
    boolean sharesSubjects() {
        return record.requestToken().isEmpty();
    }
}
