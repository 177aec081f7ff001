package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of findings. Immutable.
 *
 * @param asOf null if there is none
 * @param next for {@code after}; null on the last page
 */
public record Findings(
        List<Finding> findings,
        List<String> checks,
        @Nullable Instant asOf,
        long total,
        FindingCounts bySeverity,
        @Nullable String next) {
    public Findings {
        findings = List.copyOf(findings);
        checks = List.copyOf(checks);
    }
}
