/** The API of java-nats-streaming, under the module name that its jar has. */
@SuppressWarnings({
    "requires-automatic",
    "requires-transitive-automatic"
}) // jnats has no descriptor
module java.nats.streaming {
    requires dev.stanchion.client;
    requires transitive io.nats.jnats;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.nats.streaming;
    exports io.nats.streaming.protobuf;
}
