package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.store.file.check.ChannelSummary;
import dev.stanchion.store.file.check.Finding;
import dev.stanchion.store.file.check.StoreRepair;
import dev.stanchion.store.file.check.StoreReport;
import java.util.List;
import java.util.Locale;

/** Prints the result of checking a store's directory. */
final class StorePage {
    private final Console console;

    StorePage(Console console) {
        this.console = console;
    }

    void show(StoreReport report) {
        console.line(
                "%s: %s, %d channel(s), %d client(s)"
                        .formatted(
                                console.paint(Style.NAME, report.root().toString()),
                                report.clusterId()
                                        .map(id -> "cluster " + Payload.visible(id))
                                        .orElse("never used"),
                                report.channels().size(),
                                report.clients()));
        report.user()
                .ifPresent(user ->
                        console.line(
                                "A server uses it (%s). The messages that it is writing now may look incomplete."
                                        .formatted(user)));
        report.channels().forEach(this::show);
        show(report.findings());
    }

    private void show(ChannelSummary channel) {
        console.line(
                "  %s  %s in %d segment(s)%s%s, %d subscription(s)%s"
                        .formatted(
                                console.paint(Style.NAME, Payload.visible(channel.name())),
                                messages(channel),
                                channel.segments(),
                                channel.inCommitLog() == 0
                                        ? ""
                                        : " and %,d in the commit log"
                                                .formatted(channel.inCommitLog()),
                                ", " + size(channel.messageBytes()),
                                channel.subscriptions(),
                                channel.keptFrom() > channel.firstSequence()
                                                && channel.messageCount() > 0
                                        ? ", kept from #" + channel.keptFrom()
                                        : ""));
    }

    private static String messages(ChannelSummary channel) {
        return channel.messageCount() == 0
                ? "no message"
                : String.format(
                        Locale.ROOT,
                        "%,d message(s) #%d to #%d",
                        channel.messageCount(),
                        channel.firstSequence(),
                        channel.lastSequence());
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void show(List<Finding> findings) {
        for (Finding finding : findings) {
            boolean isDamage = finding.severity() == Finding.Severity.DAMAGE;
            console.line(
                    "%s %s at offset %d: %s.%n    Remedy: %s."
                            .formatted(
                                    isDamage
                                            ? console.paint(Style.BAD, "damaged ")
                                            : console.paint(Style.FAINT, "harmless"),
                                    finding.file(),
                                    finding.offset(),
                                    finding.meaning(),
                                    finding.remedy()));
        }
        long damages =
                findings.stream()
                        .filter(each -> each.severity() == Finding.Severity.DAMAGE)
                        .count();
        console.line(
                damages == 0
                        ? console.paint(Style.GOOD, "No damage found.")
                        : console.paint(Style.BAD, damages + " damage(s)."));
    }

    void show(StoreRepair.Result result, boolean dryRun) {
        show(result.before());
        if (result.steps().isEmpty()) {
            console.line("There is nothing to repair.");
            return;
        }
        for (StoreRepair.Step step : result.steps()) {
            console.line(
                    "%s %s: kept: %s; lost: %s; original: %s"
                            .formatted(
                                    dryRun ? "Would replace" : "Replaced",
                                    step.file(),
                                    step.kept(),
                                    step.lost(),
                                    step.aside()));
        }
    }
}
