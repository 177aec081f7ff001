package dev.stanchion.bench.client;

/** The libraries that are compared. */
enum Library {
    STANCHION("stanchion-client"),
    LEGACY("stanchion-client-legacy"),
    ORIGINAL("java-nats-streaming 2.2.3"),
    JETSTREAM("jnats, JetStream");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
