package dev.stanchion.simulation.bus;

/** Sees what crosses the border between the bus and the engine, in the order in which it does. */
public interface BusTap {
    /** The engine is about to be handed a message; it has not seen it yet. */
    void onHanded(SimulatedConnection from, String subject, String replyTo, byte[] payload);

    /** The engine has published a message; nobody has received it yet. */
    void onPublished(String subject, String replyTo, byte[] payload);

    /** The engine has published a message, and nobody will receive it. */
    default void onUnheard(String subject, String replyTo, byte[] payload) {
        onPublished(subject, replyTo, payload);
    }

    /** The last of those who listened on a subject is gone, and the engine can know. */
    default void onAbsent(String subject) {}

    /** The engine does not listen on a subject any more. */
    default void onReleased(String subject) {}
}
