package dev.stanchion.server.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of a server that can have a log level of their own. */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that List.of is immutable
public enum Component {
    /** Connects, closes, heartbeats, pings. */
    CLIENTS("engine.client", "engine.identity"),
    /** Channels that are created and deleted. */
    CHANNELS("engine.channel"),
    /** Publish requests. */
    PUBLISH("engine.publish"),
    /** Subscriptions, queue groups, deliveries, acknowledgements. */
    SUBSCRIPTIONS("engine.subscription", "engine.queue"),
    /** Files and databases. */
    STORE("store"),
    /** The NATS server. */
    NATS("nats"),
    /** The monitoring port. */
    MONITORING("server.monitoring"),
    /** Everything else. */
    SERVER("");

    private final List<String> packages;

    Component(String... packages) {
        this.packages =
                Arrays.stream(packages)
                        .map(name -> name.isEmpty() ? Layer.ROOT : Layer.ROOT + "." + name)
                        .toList();
    }

    /** Returns the part of a logger; the last part for loggers of libraries. */
    static Component of(String logger) {
        for (Component component : values()) {
            if (component.packages.stream().anyMatch(name -> Layer.isWithin(logger, name))) {
                return component;
            }
        }
        return SERVER;
    }

    /** Returns the names of the parent loggers of this part. */
    List<String> packages() {
        return packages;
    }

    /** Returns its name in options. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a part by its name. */
    public static Optional<Component> named(String label) {
        return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
    }
}
