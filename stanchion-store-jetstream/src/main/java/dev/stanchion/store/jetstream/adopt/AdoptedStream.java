package dev.stanchion.store.jetstream.adopt;

import java.util.Optional;

/**
 * The stream of somebody else that a channel uses. Immutable.
 *
 * @param stream the name of the stream
 * @param subject which messages of the stream belong to the channel; empty for all
 */
public record AdoptedStream(String stream, Optional<String> subject) {}
