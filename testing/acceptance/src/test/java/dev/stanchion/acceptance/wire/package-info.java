/**
 * Input that no client library sends: broken and oversized requests, illegal names, and a client
 * that never reads.
 *
 * <p>{@link dev.stanchion.kit.wire.RawClient} speaks only NATS. The requests inside are made with
 * the classes that protoc generated for {@code java-nats-streaming}, so that the server's own codec
 * does not check itself.
 *
 * <p><b>Bystander.</b> At the end of each test, an ordinary client on another connection must have
 * noticed nothing.
 */
@NullMarked
package dev.stanchion.acceptance.wire;

import org.jspecify.annotations.NullMarked;
