package dev.stanchion.store.jetstream.state;

import dev.stanchion.store.jetstream.api.JsonObject;

/**
 * A process that is active, or was. Immutable.
 *
 * @param id no other process has it
 * @param host the name of its machine
 * @param process the number of the process there
 * @param since when it started: {@code 2026-12-01T06:00:00Z}
 * @param version its version of Stanchion
 * @param server the NATS server to which it was attached
 */
public record Holder(
        String id, String host, long process, String since, String version, String server) {
    static Holder of(JsonObject json) {
        return new Holder(
                json.text("id"),
                json.text("host"),
                json.number("process"),
                json.text("since"),
                json.text("version"),
                json.text("server"));
    }

    /** Returns this process when it is attached to another server. */
    public Holder at(String other) {
        return new Holder(id, host, process, since, version, other);
    }

    byte[] toJson() {
        return JsonObject.write(json -> {
            json.writeStringProperty("id", id);
            json.writeStringProperty("host", host);
            json.writeNumberProperty("process", process);
            json.writeStringProperty("since", since);
            json.writeStringProperty("version", version);
            json.writeStringProperty("server", server);
        });
    }

    /** Returns the process as errors name it. */
    @Override
    public String toString() {
        return "%s, process %d, since %s".formatted(host, process, since);
    }
}
