/** {@code io.nats.streaming} as its programs see it. */
@NullMarked
package dev.stanchion.client.legacy;

import org.jspecify.annotations.NullMarked;
