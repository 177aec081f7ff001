package dev.stanchion.simulation.client;

/** Hears what clients are about to send. */
public interface ClientTap {
    void onRequest(ClientRequest request);

    void onPublication(Publication publication);
}
