/** A streaming client whose identity is explicit. */
@SuppressWarnings({
    "requires-automatic",
    "requires-transitive-automatic"
}) // jnats has no descriptor
module dev.stanchion.client {
    requires transitive dev.stanchion.protocol;
    requires transitive io.nats.jnats;
    // jnats signs with it, and says so nowhere: without this line it is not in the graph of
    // modules.
    requires org.bouncycastle.lts.prov;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.stanchion.client;
}
