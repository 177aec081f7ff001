package dev.stanchion.store.file.check;

import dev.stanchion.store.file.commit.CommitScan;
import java.nio.file.Path;

/** Collects the damages that a scan of the commit log reports. */
final class CommitDamage implements CommitScan.DamageListener {
    private static final String REMEDY =
            "restore the whole directory from a copy if you need the messages; the next start uses"
                    + " everything that can be read";

    private final Findings findings;

    CommitDamage(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void endsEarly(Path path, long offset, long bytes) {
        findings.harmless(
                path,
                offset,
                "it ends within a write of %d bytes, which was not acknowledged".formatted(bytes),
                "nothing: the next start ignores it");
    }

    @Override
    public void damaged(Path path, long from, long to) {
        findings.damage(
                path,
                from,
                to > from
                        ? "it is damaged up to offset %d; messages that were there may be lost"
                                .formatted(to)
                        : "its end is missing; messages that were there may be lost",
                REMEDY);
    }

    @Override
    public void damaged(Path path, String why) {
        findings.damage(path, 0, why, REMEDY);
    }
}
