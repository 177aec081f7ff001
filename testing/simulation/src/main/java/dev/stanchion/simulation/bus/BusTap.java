package dev.stanchion.simulation.bus;

/** Observes the calls between the bus and the engine, in their order. */
public interface BusTap {
    /** The engine is about to be handed a message; it has not seen it yet. */
    void onHanded(SimulatedConnection from, String subject, String replyTo, byte[] payload);

    /** The engine has published a message. No client has received it yet. */
    void onPublished(String subject, String replyTo, byte[] payload);

    /** The engine has published a message, and no client will receive it. */
    default void onUnheard(String subject, String replyTo, byte[] payload) {
        onPublished(subject, replyTo, payload);
    }

    /** The last subscriber of a subject is gone, and the engine can know it. */
    default void onAbsent(String subject) {}

    /** The engine does not listen on a subject any more. */
    default void onReleased(String subject) {}
}
