package dev.stanchion.server.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of a server that can be more or less talkative than their layer. */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that List.of is immutable
public enum Component {
    /** Who connects, heartbeats, pings. */
    CLIENTS("engine.client", "engine.identity"),
    /** Channels that come and go. */
    CHANNELS("engine.channel"),
    /** What is published. */
    PUBLISH("engine.publish"),
    /** Subscriptions, queue groups, deliveries, acknowledgements. */
    SUBSCRIPTIONS("engine.subscription", "engine.queue"),
    /** Files and databases. */
    STORE("store"),
    /** The NATS server. */
    NATS("nats"),
    /** The monitoring port. */
    MONITORING("server.monitoring"),
    /** All else. */
    SERVER("");

    private final List<String> packages;

    Component(String... packages) {
        this.packages =
                Arrays.stream(packages)
                        .map(name -> name.isEmpty() ? Layer.ROOT : Layer.ROOT + "." + name)
                        .toList();
    }

    /** Returns the part that a logger belongs to; the last one for what is none of ours. */
    static Component of(String logger) {
        for (Component component : values()) {
            if (component.packages.stream().anyMatch(name -> Layer.isWithin(logger, name))) {
                return component;
            }
        }
        return SERVER;
    }

    /** Returns the names of the loggers that stand for all of its own. */
    List<String> packages() {
        return packages;
    }

    /** Returns its name as an option has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a part by its name. */
    public static Optional<Component> named(String label) {
        return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
    }
}
