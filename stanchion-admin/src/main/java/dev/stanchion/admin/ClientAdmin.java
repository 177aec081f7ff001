package dev.stanchion.admin;

import dev.stanchion.admin.answer.ClientDetail;
import java.time.Duration;
import java.util.Map;

/** One client. Immutable; each call asks the server. Safe for use by many threads. */
public final class ClientAdmin {
    private final Transport transport;
    private final String path;

    ClientAdmin(Transport transport, String path) {
        this.transport = transport;
        this.path = path;
    }

    /** Returns its state and its subscriptions. */
    @ApiOperation("getClient")
    public ClientDetail get() {
        return transport.get(ClientDetail.class, path);
    }

    /**
     * Closes it as if its heartbeats had failed.
     *
     * @param disconnect whether to close its connection, too
     */
    @ApiOperation("kickClient")
    public Change kick(boolean disconnect) {
        return new Change(transport, "DELETE", path, Map.of(), Map.of("disconnect", disconnect));
    }

    /** Closes it and its connection, and refuses its ID for a time of at most an hour. */
    public Change block(Duration time) {
        return new Change(
                transport,
                "DELETE",
                path,
                Map.of(),
                Map.of("disconnect", true, "block", DurationText.of(time)));
    }

    /** Lets its ID connect again. */
    @ApiOperation("unblockClient")
    public Change unblock() {
        return new Change(transport, "POST", path + "/unblock", Map.of(), Map.of());
    }
}
