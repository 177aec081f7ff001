package dev.stanchion.cli.transfer;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.Finding;

/** Prints what a copy has taken, for programs: one line for each thing. */
final class ImportJson {
    private final Console console;

    ImportJson(Console console) {
        this.console = console;
    }

    /** Prints a report. */
    void show(CopyReport report) {
        for (CopyReport.Channel channel : report.channels()) {
            console.line(
                    new JsonLine()
                            .with("channel", channel.name())
                            .with("messages", channel.messages())
                            .with("first", channel.first())
                            .with("last", channel.last())
                            .with("bytes", channel.bytes())
                            .with("encrypted", channel.sealed())
                            .with("subscriptions", channel.subscriptions())
                            .with("pending", channel.pending())
                            .end());
        }
        for (Finding finding : report.findings().kept()) {
            boolean isLoss = finding.severity() == Finding.Severity.LOSS;
            console.line(
                    new JsonLine()
                            .with("finding", isLoss ? "loss" : "note")
                            .with("place", finding.place())
                            .with("meaning", finding.meaning())
                            .end());
        }
        console.line(
                new JsonLine()
                        .with("cluster", report.clusterId())
                        .with("clients", report.clients())
                        .with("channels", report.channels().size())
                        .with("messages", report.messages())
                        .with("bytes", report.bytes())
                        .with("kept", report.kept())
                        .with("losses", report.findings().losses())
                        .with("lostMessages", report.findings().lostMessages())
                        .with("findingsNotShown", report.findings().notKept())
                        .end());
    }
}
