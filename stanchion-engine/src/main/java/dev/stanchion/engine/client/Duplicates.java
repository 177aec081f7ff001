package dev.stanchion.engine.client;

/** Hears of connections that were refused because others hold their client IDs. */
@FunctionalInterface
public interface Duplicates {
    void refused(String clientId, String wantedBy, String heldBy);
}
