package dev.stanchion.simulation.store;

/** A message as recorded. The array is not changed after it was handed over. */
@SuppressWarnings("ArrayRecordComponent")
record StoredMessage(long sequence, long timestampEpochNanos, byte[] encoded) {}
