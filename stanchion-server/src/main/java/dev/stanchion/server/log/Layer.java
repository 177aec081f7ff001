package dev.stanchion.server.log;

/** The part of the server that logged a line, by the name of its logger. */
enum Layer {
    /** Channels, subscriptions, clients, stores: lines begin {@code STREAM: }. */
    STREAMING("STREAM: "),
    /** The NATS server and its monitoring port. */
    CORE(""),
    /** Libraries. */
    FOREIGN("");

    static final String ROOT = "dev.stanchion";
    private static final String NATS = ROOT + ".nats";
    private static final String MONITORING = ROOT + ".server.monitoring";

    private final String prefix;

    Layer(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the prefix of the lines of this layer. */
    String prefix() {
        return prefix;
    }

    static Layer of(String logger) {
        if (isWithin(logger, NATS) || isWithin(logger, MONITORING)) {
            return CORE;
        }
        return isWithin(logger, ROOT) ? STREAMING : FOREIGN;
    }

    static boolean isWithin(String logger, String name) {
        return logger.startsWith(name)
                && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
    }
}
