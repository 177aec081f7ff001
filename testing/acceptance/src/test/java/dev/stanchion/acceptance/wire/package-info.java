/**
 * What no client library sends: broken and oversized requests, illegal names, and a client that
 * never reads.
 *
 * <p>{@link dev.stanchion.kit.wire.RawClient} speaks NATS alone; the requests inside are made with
 * the classes that protoc generated for {@code java-nats-streaming}, so that no line of the
 * server's own codec is its own witness.
 *
 * <p><b>Bystander.</b> Each test ends by asking an ordinary client on another connection whether it
 * noticed anything.
 */
@NullMarked
package dev.stanchion.acceptance.wire;

import org.jspecify.annotations.NullMarked;
