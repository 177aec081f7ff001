/** The messages, subjects and names of the NATS Streaming protocol. */
module dev.stanchion.protocol {
    // For the server. The client encodes to arrays, and brings no Netty.
    requires static io.netty.buffer;
    requires static transitive org.jspecify;

    exports dev.stanchion.protocol;
}
