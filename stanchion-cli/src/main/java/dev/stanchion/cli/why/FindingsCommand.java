package dev.stanchion.cli.why;

import dev.stanchion.cli.api.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.api.MonitoringAddress;
import dev.stanchion.cli.api.MonitoringUrl;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stanchion findings}: shows what a server thinks is wrong. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what is likely wrong on a server, and what to do: names with a typing error,",
            "groups that stand still, client IDs that several want. The server looks every ten",
            "seconds. The command asks its monitoring port."
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

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = MonitoringAddress.USUAL,
            converter = MonitoringUrl.class,
            description =
                    "URL of the server's monitoring port; with credentials:"
                            + " http://user:password@host:port. Default: ${DEFAULT-VALUE}")
    private @Nullable MonitoringAddress url;

    @Option(names = "--watch", description = "Ask again every two seconds. Stop with Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "Print the server's answer as a line of JSON.")
    private boolean json;

    public FindingsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new Question(console, Objects.requireNonNull(url), "/findings", "")
                .ask(watch, this::show);
    }

    private int show(ApiClient.Answer answer) {
        Map<String, Object> fields = answer.json();
        List<Map<String, Object>> findings = JsonTree.objects(fields, "findings");
        if (json) {
            console.line(answer.text().strip());
        } else {
            showToPeople(fields, findings);
        }
        return findings.isEmpty() ? NOTHING_FOUND : SOMETHING_FOUND;
    }

    private void showToPeople(Map<String, Object> fields, List<Map<String, Object>> findings) {
        String asOf = JsonTree.text(fields, "asOf");
        if (watch && !asOf.isEmpty()) {
            console.line(console.paint(Style.FAINT, asOf));
        }
        if (findings.isEmpty()) {
            console.line(nothing(fields, asOf));
        }
        for (Map<String, Object> finding : findings) {
            console.line(
                    "%s %s %s"
                            .formatted(
                                    console.paint(Style.BAD, "✗"),
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
