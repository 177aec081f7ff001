package dev.stanchion.admin.answer;

/** Counts of the whole server. Immutable. */
public record Totals(
        long clients,
        long subscriptions,
        long channels,
        long messages,
        long bytes,
        long inMessages,
        long inBytes,
        long outMessages,
        long outBytes) {}
