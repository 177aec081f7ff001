package dev.stanchion.admin.answer;

/**
 * Says how busy an event loop is. Immutable.
 *
 * @param name the name of its thread
 * @param processorSeconds what its thread has needed since it started
 */
public record LoopLoad(String name, double processorSeconds) {}
