package dev.stanchion.store.jetstream.state;

import dev.stanchion.store.jetstream.api.JsonObject;

/**
 * A process that is active, or was. Immutable.
 *
 * @param id no other process has it
 * @param name what operators call it; a lease of an earlier version has none
 * @param host the name of its machine
 * @param process the number of the process there
 * @param since when it started: {@code 2026-12-01T06:00:00Z}
 * @param version its version of Stanchion
 * @param server the NATS server to which it was attached
 */
public record Holder(
        String id,
        String name,
        String host,
        long process,
        String since,
        String version,
        String server) {
    static Holder of(JsonObject json) {
        return new Holder(
                json.text("id"),
                json.text("name"),
                json.text("host"),
                json.number("process"),
                json.text("since"),
                json.text("version"),
                json.text("server"));
    }

    /** Returns this process when it is attached to another server. */
    public Holder at(String other) {
        return new Holder(id, name, host, process, since, version, other);
    }

    byte[] toJson() {
        return JsonObject.write(json -> {
            json.writeStringProperty("id", id);
            json.writeStringProperty("name", name);
            json.writeStringProperty("host", host);
            json.writeNumberProperty("process", process);
            json.writeStringProperty("since", since);
            json.writeStringProperty("version", version);
            json.writeStringProperty("server", server);
        });
    }

    /**
     * Returns the process as log lines and errors name it.
     *
     * @param epoch the sequence of its lease
     */
    public String named(long epoch) {
        return "%s (host %s, epoch %d)"
                .formatted(name.isEmpty() ? "process " + process : name, host, epoch);
    }
}
