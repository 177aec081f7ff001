package dev.stanchion.admin.answer;

import java.time.Instant;

/** A look of the last hour. Immutable. */
public record FlowPoint(Instant time, long clients, long bytes, Rates rates) {}
