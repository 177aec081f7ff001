package dev.stanchion.store.file.check;

import dev.stanchion.store.file.segment.SegmentCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of a check. Immutable.
 *
 * @param user the server that uses the directory, and may have changed it during the check
 * @param clusterId empty if the store was never used
 * @param damagedSegments the segments that {@link StoreRepair} can repair
 * @param losses the losses that it can record
 * @param catalogDamages the parts of the catalog that cannot be read
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
