package dev.stanchion.nats.snapshot;

import java.time.Duration;

/**
 * How much an event loop has worked.
 *
 * @param name of its thread
 * @param processor what its thread has needed since it started
 */
public record LoopUse(String name, Duration processor) {}
