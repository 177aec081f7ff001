package dev.stanchion.store.file.check;

import dev.stanchion.store.file.segment.SegmentCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a check found. Immutable.
 *
 * @param user who uses the directory at present, and may be changing what was looked at
 * @param clusterId empty if the store was never used
 * @param damagedSegments what {@link StoreRepair} can do something about
 * @param losses what it can take note of
 * @param catalogDamages stretches of the catalog that cannot be read
 */
public record StoreReport(
        Path root,
        Optional<String> user,
        Optional<String> clusterId,
        int clients,
        List<ChannelSummary> channels,
        List<Finding> findings,
        List<SegmentCheck> damagedSegments,
        List<ChannelLoss> losses,
        int catalogDamages) {
    public StoreReport {
        channels = List.copyOf(channels);
        findings = List.copyOf(findings);
        damagedSegments = List.copyOf(damagedSegments);
        losses = List.copyOf(losses);
    }

    public boolean isDamaged() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.DAMAGE);
    }
}
