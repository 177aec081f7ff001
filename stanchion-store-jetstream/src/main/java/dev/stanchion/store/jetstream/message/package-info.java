/**
 * The form of a message in a stream: the payload is the publisher's data, everything else is in
 * headers.
 */
@NullMarked
package dev.stanchion.store.jetstream.message;

import org.jspecify.annotations.NullMarked;
