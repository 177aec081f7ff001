package dev.stanchion.server.api.live;

/** Texts of {@code text/event-stream}. */
public final class Events {
    /** Tells a browser to come back after two seconds if the connection is lost. */
    public static final String BEGIN = "retry: 2000\n\n";

    private Events() {}

    /**
     * Returns an event.
     *
     * @param id empty for none
     * @param data JSON on one line
     */
    public static String of(String name, String id, String data) {
        return (id.isEmpty() ? "" : "id: " + id + "\n")
                + "event: "
                + name
                + "\ndata: "
                + data
                + "\n\n";
    }
}
