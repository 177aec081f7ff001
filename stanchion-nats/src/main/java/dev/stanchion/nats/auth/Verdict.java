package dev.stanchion.nats.auth;

/** What is decided about a client that wants to come in. */
public sealed interface Verdict {
    /** It may, as that one. */
    record Admitted(Identity identity) implements Verdict {}

    /** It may not. The reason is for the log; the client is not told. */
    record Refused(String reason) implements Verdict {}

    /** It may, as that one, if the proof holds. */
    record Unproven(Proof proof, Identity identity) implements Verdict {}
}
