package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;

/** Says why messages of a channel do not arrive. Immutable. */
public record Diagnosis(String channel, boolean wrong, List<Standstill> reasons, Instant asOf) {
    public Diagnosis {
        reasons = List.copyOf(reasons);
    }
}
