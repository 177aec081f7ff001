/**
 * Streams that somebody else has made and that channels use. {@link
 * dev.stanchion.store.jetstream.adopt.AdoptedStream} says which stream a channel uses, {@link
 * dev.stanchion.store.jetstream.adopt.Adoption} what streaming clients may do with it. The store
 * never changes the configuration of such a stream, and removes none of its messages.
 */
@NullMarked
package dev.stanchion.store.jetstream.adopt;

import org.jspecify.annotations.NullMarked;
