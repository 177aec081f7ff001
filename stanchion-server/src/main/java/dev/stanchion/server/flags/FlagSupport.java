package dev.stanchion.server.flags;

/** How far this version supports a flag, or a key of the configuration file. Immutable. */
public sealed interface FlagSupport {
    FlagSupport USED = new Used();

    /** The server uses the value. */
    record Used() implements FlagSupport {}

    /**
     * The server accepts the value, does not use it, and logs that at the start.
     *
     * @param because the reason that follows "has no effect": {@code it needs -clustered}
     */
    record Inert(String because) implements FlagSupport {}

    /**
     * The server uses the value with this store; with another one it has no effect.
     *
     * @param store as {@code -store} names it
     */
    record OfStore(String store) implements FlagSupport {}

    /**
     * The server uses the value for its own connection to an external NATS server; without one it
     * has no effect.
     *
     * @param because the reason that follows "has no effect" without one
     */
    record OfExternalNats(String because) implements FlagSupport {}

    /**
     * The server refuses the flag by name, because it does not support the feature yet and ignoring
     * the flag would surprise the operator. It accepts the default value.
     *
     * @param because the reason that follows the flag's name, and what to do instead
     */
    record Missing(String because) implements FlagSupport {}

    /**
     * The server refuses it like {@link Missing}, except as a member of a group. There it has no
     * effect, because deployments of NATS Streaming have it and Stanchion needs something else.
     *
     * @param because the reason for the refusal, and what to do instead
     * @param inGroup the reason that follows "has no effect"
     */
    record MissingUnlessInGroup(String because, String inGroup) implements FlagSupport {}

    FlagSupport FILE_STORE = new OfStore("FILE");
    FlagSupport OWN_COMPACTION =
            new Inert("the FILE store compacts a file when half of it is unused");
    FlagSupport OWN_BUFFERS = new Inert("the FILE store writes batches directly from memory");
    FlagSupport OWN_CHECKSUMS =
            new Inert("the FILE store gives each message a CRC32C and always checks it");
    FlagSupport OWN_TORN_ENDS = new Inert("the FILE store always cuts off a torn end and logs it");
    FlagSupport SQL_STORE = new OfStore("SQL");
    FlagSupport JETSTREAM_STORE = new OfStore("JETSTREAM");
    FlagSupport NEEDS_CLUSTERED = new Inert("it needs -clustered");
    FlagSupport NEEDS_CLUSTER = new Inert("it needs -cluster");
    FlagSupport NEEDS_JETSTREAM = new Inert("it needs -js");
    FlagSupport OWN_BATCHES = new Inert("a batch ends when there is nothing more to read");

    FlagSupport CLUSTERING =
            new Missing(
                    "its servers do not copy messages to each other; use -store jetstream, where a"
                            + " NATS cluster copies them, or -ft_group, where another server takes"
                            + " over with the same FILE or SQL store"
                            + " (docs/guide/fault-tolerance.md)");
    FlagSupport ACCOUNTS =
            new Missing(
                    "there are no accounts, operators and JWTs; list users in authorization { users"
                            + " }, each with its permissions");
    FlagSupport OWN_CONNECTION =
            new OfExternalNats(
                    "the streaming part reaches the embedded NATS server without a connection");
    FlagSupport NATS_CLUSTER =
            new MissingUnlessInGroup(
                    "the embedded NATS server cannot join a NATS cluster yet; leave it out, and let"
                            + " clients connect here",
                    "the members of a group need no routes between them; give clients the URLs of"
                            + " all members");
    FlagSupport JETSTREAM = new Missing("the embedded NATS server has no JetStream");
    FlagSupport PROFILER =
            new Missing("there is no Go profiler here; use jcmd or a flight recording");
    FlagSupport PARTITIONING =
            new Missing(
                    "channels cannot be divided among several servers yet; leave it out, and one"
                            + " server has all channels");
    FlagSupport LEAF_OF_OTHERS =
            new Missing(
                    "the embedded NATS server cannot be a leaf of others; leave it out, and let"
                            + " clients connect here");
    FlagSupport LEAVES = new Inert("the embedded NATS server takes no leaf nodes");
    FlagSupport GATEWAYS_TO_OTHERS =
            new Missing(
                    "the embedded NATS server has no gateways to others; leave it out, and let"
                            + " clients connect here");
    FlagSupport GATEWAY = new Inert("the embedded NATS server has no gateways");
    FlagSupport MQTT = new Missing("the embedded NATS server does not speak MQTT");
}
