package dev.stanchion.admin.answer;

/**
 * Says how full the disk of the store is. Immutable.
 *
 * @param reserveBytes the free space below which messages are refused
 */
public record Disk(long totalBytes, long freeBytes, long reserveBytes) {}
