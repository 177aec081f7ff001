package dev.stanchion.server.flags;

/** What this version does with a flag. Immutable. */
sealed interface Standing {
    Standing USED = new Used();

    /** Read and obeyed. */
    record Used() implements Standing {}

    /**
     * Accepted and without effect, which a line at start says.
     *
     * @param because what it would belong to: {@code it belongs to the file store}
     */
    record Inert(String because) implements Standing {}

    /**
     * Read and obeyed if messages are kept there, otherwise without effect.
     *
     * @param store as {@code -store} names it
     */
    record OfStore(String store) implements Standing {}

    /**
     * Refused by name, because obeying it is not possible yet and ignoring it would surprise; its
     * default value is accepted.
     *
     * @param because the sentence that follows the flag's name, with what to do instead
     */
    record Missing(String because) implements Standing {}

    Standing FILE_STORE = new OfStore("FILE");
    Standing OWN_COMPACTION =
            new Inert("what the FILE store compacts, it compacts when half of it is void");
    Standing OWN_BUFFERS = new Inert("the FILE store writes batches from where they lie in memory");
    Standing OWN_CHECKSUMS =
            new Inert("the FILE store gives each message a CRC32C and always checks it");
    Standing OWN_TORN_ENDS = new Inert("the FILE store always cuts a torn end off, and tells it");
    Standing SQL_STORE = new OfStore("SQL");
    Standing NEEDS_CLUSTERED = new Inert("it needs -clustered");
    Standing NEEDS_CLUSTER = new Inert("it needs -cluster");
    Standing NEEDS_JETSTREAM = new Inert("it needs -js");
    Standing OWN_BATCHES = new Inert("batches end when there is nothing more to read");

    Standing EXTERNAL_NATS =
            new Missing(
                    "it has its own NATS server and cannot use another one yet; leave it out, and"
                            + " let clients connect here");
    Standing FAULT_TOLERANCE =
            new Missing(
                    "there is no standby server yet; leave it out and start one server, which finds"
                            + " everything again in its FILE or SQL store");
    Standing CLUSTERING =
            new Missing(
                    "there is no clustering yet; leave it out and start one server, which finds"
                            + " everything again in its FILE or SQL store");
    Standing ACCOUNTS =
            new Missing(
                    "there are no accounts, operators and JWTs; list users in authorization { users"
                            + " }, each with its permissions");
    Standing OWN_CONNECTION =
            new Inert("the streaming part reaches the embedded NATS server without a connection");
    Standing NATS_CLUSTER =
            new Missing(
                    "the embedded NATS server cannot join a NATS cluster yet; leave it out, and let"
                            + " clients connect here");
    Standing JETSTREAM = new Missing("the embedded NATS server has no JetStream");
    Standing PROFILER = new Missing("there is no Go profiler here; use jcmd or a flight recording");
    Standing PARTITIONING =
            new Missing(
                    "channels cannot be shared out to several servers yet; leave it out, and one"
                            + " server has them all");
    Standing LEAF_OF_OTHERS =
            new Missing(
                    "the embedded NATS server cannot be a leaf of others; leave it out, and let"
                            + " clients connect here");
    Standing LEAVES = new Inert("the embedded NATS server takes no leaf nodes");
    Standing GATEWAYS_TO_OTHERS =
            new Missing(
                    "the embedded NATS server has no gateways to others; leave it out, and let"
                            + " clients connect here");
    Standing GATEWAY = new Inert("the embedded NATS server has no gateways");
    Standing MQTT = new Missing("the embedded NATS server does not speak MQTT");
}
