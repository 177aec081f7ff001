package dev.stanchion.cli.why;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stanchion why}: says why messages of a channel do not arrive. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say why messages of a channel do not arrive, and what to do.",
            "The command asks the monitoring port of the server and prints every reason,"
                    + " the most blocking first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion why tickets:created",
            "  stanchion why tickets:created orders-service --url http://nats-depl:8222",
            "  stanchion why tickets:created --watch",
            "",
            "Exit codes: 0 nothing is wrong, 1 the server cannot answer, 2 wrong usage, 3 something"
                    + " is wrong."
        })
public final class WhyCommand implements Callable<Integer> {
    private static final int NOTHING_WRONG = 0;
    private static final int SOMETHING_WRONG = 3;

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "CHANNEL",
            description = "Name of the channel: tickets:created")
    private String channel = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "GROUP|CLIENT",
            defaultValue = "",
            description =
                    "Name of a queue group, a durable or a client. Default: all of the channel")
    private String position = "";

    @Mixin private final QuestionFlags flags = new QuestionFlags();

    public WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String query =
                "?channel="
                        + ApiClient.encoded(channel)
                        + (position.isEmpty() ? "" : "&group=" + ApiClient.encoded(position));
        return new Question(console, flags, "/why", query).ask(this::show);
    }

    private int show(ApiClient.Answer answer) {
        Reasons reasons = Reasons.of(JsonTree.of(answer));
        if (flags.json()) {
            console.line(answer.text().strip());
        } else {
            showToPeople(reasons);
        }
        return reasons.isWrong() ? SOMETHING_WRONG : NOTHING_WRONG;
    }

    private void showToPeople(Reasons reasons) {
        if (flags.watch()) {
            console.line(console.paint(Style.FAINT, reasons.asOf()));
        }
        if (reasons.all().isEmpty()) {
            console.line(mark(false) + " Nothing holds up " + channel + ".");
        }
        for (Reasons.Reason reason : reasons.all()) {
            console.line(mark(reason.isWrong()) + " " + reason.sentence());
            if (!reason.remedy().isEmpty()) {
                console.line("  → " + reason.remedy());
            }
        }
    }

    private String mark(boolean isWrong) {
        return isWrong ? console.paint(Style.BAD, "✗") : console.paint(Style.GOOD, "✓");
    }
}
