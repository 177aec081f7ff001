package dev.stanchion.server.api.live;

import dev.stanchion.server.http.EventStream.Outlet;
import dev.stanchion.server.http.Json;

/** Texts of {@code text/event-stream}. */
public final class Events {
    /** Tells a browser to come back after two seconds if the connection is lost. */
    static final String BEGIN = "retry: 2000\n\n";

    private Events() {}

    /** Tells why a stream ends, and ends it. */
    public static void end(Outlet to, String reason) {
        to.send(of("ended", "", Json.object(out -> out.writeStringProperty("reason", reason))));
        to.close();
    }

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
