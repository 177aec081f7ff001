package dev.stanchion.simulation.client;

/** Observes the requests that clients are about to send. */
public interface ClientTap {
    void onRequest(ClientRequest request);

    void onPublication(Publication publication);
}
