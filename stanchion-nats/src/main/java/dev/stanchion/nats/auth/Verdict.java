package dev.stanchion.nats.auth;

/** The decision about a client that wants to connect. */
public sealed interface Verdict {
    /** The client may connect as this user. */
    record Admitted(Identity identity) implements Verdict {}

    /** The client may not connect. The reason is for the log; the client does not get it. */
    record Refused(String reason) implements Verdict {}

    /** The client may connect as this user if the proof holds. */
    record Unproven(Proof proof, Identity identity) implements Verdict {}
}
