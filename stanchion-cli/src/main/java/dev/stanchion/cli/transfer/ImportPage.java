package dev.stanchion.cli.transfer;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.Finding;
import dev.stanchion.transfer.Findings;
import java.util.Locale;

/** Prints what a copy has taken, for people. */
public final class ImportPage {
    private final Console console;

    public ImportPage(Console console) {
        this.console = console;
    }

    /** Prints a report on a source. */
    public void show(String source, CopyReport report) {
        console.line(
                String.format(
                        Locale.ROOT,
                        "%s: cluster %s, %d client(s), %d channel(s), %,d message(s), %s",
                        console.paint(Style.NAME, source),
                        Payload.visible(report.clusterId()),
                        report.clients(),
                        report.channels().size(),
                        report.messages(),
                        size(report.bytes())));
        report.channels().forEach(this::show);
        if (report.kept() > 0) {
            console.line(
                    String.format(
                            Locale.ROOT,
                            "%,d of the messages were in the target already, from an import that did"
                                    + " not end.",
                            report.kept()));
        }
        if (report.sealed() > 0) {
            console.line(
                    "%d message(s) are encrypted. Start the server with their key."
                            .formatted(report.sealed()));
        }
        show(report.findings());
    }

    private void show(CopyReport.Channel channel) {
        console.line(
                String.format(
                        Locale.ROOT,
                        "  %s  %s, %d subscription(s), %,d unacknowledged",
                        console.paint(Style.NAME, Payload.visible(channel.name())),
                        messages(channel),
                        channel.subscriptions(),
                        channel.pending()));
    }

    private static String messages(CopyReport.Channel channel) {
        return channel.messages() == 0
                ? "no message"
                : String.format(
                        Locale.ROOT,
                        "%,d message(s) #%d to #%d, %s",
                        channel.messages(),
                        channel.first(),
                        channel.last(),
                        size(channel.bytes()));
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void show(Findings findings) {
        for (Finding finding : findings.kept()) {
            console.line(
                    "%s %s: %s."
                            .formatted(
                                    finding.severity() == Finding.Severity.LOSS
                                            ? console.paint(Style.BAD, "lost")
                                            : console.paint(Style.FAINT, "note"),
                                    Payload.visible(finding.place()),
                                    finding.meaning()));
        }
        if (findings.notKept() > 0) {
            console.line("… and %d more.".formatted(findings.notKept()));
        }
        console.line(
                findings.losses() == 0
                        ? console.paint(Style.GOOD, "Nothing is lost.")
                        : console.paint(
                                Style.BAD,
                                "%d loss(es), %d message(s) known to be lost."
                                        .formatted(findings.losses(), findings.lostMessages())));
    }
}
