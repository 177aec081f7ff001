package dev.stanchion.engine.admin;

/** A message as it is kept in a channel. */
public record StoredMessage(long sequence, long timestampEpochNanos, String reply, Payload data) {}
