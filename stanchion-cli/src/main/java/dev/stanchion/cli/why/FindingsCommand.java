package dev.stanchion.cli.why;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stanchion findings}: shows what a server thinks is wrong. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what is likely wrong on a server, and what to do.",
            "Findings are, for example, names with a typing error, groups that stand still, and client"
                    + " IDs that several want. The server looks every ten seconds. The command asks its"
                    + " monitoring port."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion findings",
            "  stanchion findings --url http://nats-depl:8222 --watch",
            "  stanchion findings --json",
            "",
            "Exit codes: 0 nothing was found, 1 the server cannot answer, 2 wrong usage, 3 something"
                    + " was found."
        })
public final class FindingsCommand implements Callable<Integer> {
    private static final int NOTHING_FOUND = 0;
    private static final int SOMETHING_FOUND = 3;

    private final Console console;

    @Mixin private final QuestionFlags flags = new QuestionFlags();

    public FindingsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new Question(console, flags, "/findings", "").ask(this::show);
    }

    private int show(ApiClient.Answer answer) {
        Map<String, Object> fields = JsonTree.of(answer);
        List<Map<String, Object>> findings = JsonTree.objects(fields, "findings");
        if (flags.json()) {
            console.line(answer.text().strip());
        } else {
            showToPeople(fields, findings);
        }
        return findings.isEmpty() ? NOTHING_FOUND : SOMETHING_FOUND;
    }

    private void showToPeople(Map<String, Object> fields, List<Map<String, Object>> findings) {
        String asOf = JsonTree.text(fields, "asOf");
        if (flags.watch() && !asOf.isEmpty()) {
            console.line(console.paint(Style.FAINT, asOf));
        }
        if (findings.isEmpty()) {
            console.line(nothing(fields, asOf));
        }
        for (Map<String, Object> finding : findings) {
            console.line(
                    "%s %s %s"
                            .formatted(
                                    mark(JsonTree.text(finding, "severity")),
                                    JsonTree.text(finding, "sentence"),
                                    console.paint(
                                            Style.FAINT,
                                            "(%s, since %s)"
                                                    .formatted(
                                                            JsonTree.text(finding, "kind"),
                                                            JsonTree.text(finding, "since")))));
            console.line("  → " + JsonTree.text(finding, "remedy"));
        }
    }

    /** A server of an older version says no severity. */
    private String mark(String severity) {
        return switch (severity) {
            case "warning" -> console.paint(Style.WARNING, "!");
            case "note" -> console.paint(Style.FAINT, "·");
            default -> console.paint(Style.BAD, "✗");
        };
    }

    private String nothing(Map<String, Object> fields, String asOf) {
        int checks = fields.get("checks") instanceof List<?> kinds ? kinds.size() : 0;
        if (checks == 0) {
            return "The server does not look for findings: they are switched off, or it is a"
                    + " standby.";
        }
        String when = asOf.isEmpty() ? "the server has just started" : "last look " + asOf;
        return "%s No findings; %d kinds are looked for, %s."
                .formatted(console.paint(Style.GOOD, "✓"), checks, when);
    }
}
