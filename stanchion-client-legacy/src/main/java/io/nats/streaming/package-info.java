/**
 * The API of {@code io.nats:java-nats-streaming} 2.2.3, on {@code stanchion-client}: programs that
 * were written for that library exchange the dependency and nothing else.
 *
 * <p>{@link io.nats.streaming.NatsStreaming} is where to begin. New programs use {@link
 * dev.stanchion.client.StreamingClient}, which recovers by itself.
 *
 * <p><b>Owner.</b> {@link io.nats.streaming.RegisteredConnection} owns one registration with the
 * server. Connections and subscriptions are safe for use by many threads, options are immutable,
 * and builders belong to one thread. Threads: those of {@code stanchion-client}, one for each
 * dispatcher, which runs the handlers of its subscriptions one after the other, and one for the
 * handlers of acks.
 *
 * <p><b>Source.</b> The published signatures and the behaviour of the library.
 *
 * <p><b>Units.</b> Timestamps of messages are nanoseconds since 1970.
 *
 * <p><b>Errors.</b> {@link java.io.IOException} with the server's text, {@link
 * java.util.concurrent.TimeoutException} without an ack, {@link IllegalStateException} after the
 * end of a connection. The cause is a {@link dev.stanchion.client.StreamingException}, which has a
 * remedy.
 *
 * <p>Public types have no annotations about null, because the library had none: sources in Kotlin
 * would not compile any more.
 */
@NullMarked
package io.nats.streaming;

import org.jspecify.annotations.NullMarked;
