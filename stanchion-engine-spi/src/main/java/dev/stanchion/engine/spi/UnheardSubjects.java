package dev.stanchion.engine.spi;

/** Hears of subjects to which clients publish and nobody is subscribed. */
@FunctionalInterface
public interface UnheardSubjects {
    /**
     * A client has published a message that nobody got.
     *
     * @param publisher the connection as a person would name it: {@code 10.1.2.3:51234 (cid 7)}
     */
    void onUnheard(String subject, String publisher);
}
