package dev.stanchion.cli.context;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.Style;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion context}: names for servers. */
@Command(
        name = "context",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Give servers names, and choose the one that commands talk to.",
            "A context holds a URL, a cluster ID and the URL of the monitoring port. A command takes"
                    + " what its line says; then the context that --context names; then the"
                    + " variables STANCHION_URL, STANCHION_CLUSTER and STANCHION_MONITORING_URL;"
                    + " then the context in use."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion context add dev --url nats://localhost:4222 --cluster ticketing",
            "  stanchion context use dev",
            "  stanchion publish tickets:created '{\"id\":\"t1\"}'",
            "  stanchion listen tickets:created --context staging",
            "",
            "The contexts are in $XDG_CONFIG_HOME/stanchion/contexts.json, or below ~/.config.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
public final class ContextCommand implements Runnable {
    private static final String JSON = "Print JSON lines for programs.";

    private final Console console;
    private final Map<String, String> environment;

    @Spec private @Nullable CommandSpec spec;

    public ContextCommand(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    @Override
    public void run() {
        throw wrongUsage("a command is missing: list, show, add, use, unset or remove");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Show all contexts.")
    void list(@Option(names = "--json", description = JSON) boolean json) {
        Contexts contexts = file().read();
        for (Context context : contexts.all()) {
            console.line(
                    json
                            ? ContextJson.of(context.withoutSecrets())
                            : "%s %s  %s  %s  %s"
                                    .formatted(
                                            context.name().equals(contexts.inUse()) ? "*" : " ",
                                            console.paint(Style.NAME, context.name()),
                                            orDash(Context.shown(context.url())),
                                            orDash(context.cluster()),
                                            orDash(Context.shown(context.monitoring()))));
        }
        if (contexts.all().isEmpty()) {
            console.remark("There is no context in " + file().path() + ".");
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Show the server that commands talk to, and who named it.",
                "With NAME: as if the command had --context NAME."
            })
    void show(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of the context.")
                    @Nullable String name,
            @Option(names = "--json", description = JSON) boolean json) {
        Defaults defaults = Defaults.of(environment, Optional.ofNullable(name));
        for (Address address : Address.values()) {
            Defaults.Choice choice = defaults.choice(address);
            console.line(
                    json
                            ? new JsonLine()
                                    .with("name", address.label())
                                    .with("value", Context.shown(choice.value()))
                                    .with("origin", choice.origin())
                                    .end()
                            : "%-10s  %s  %s"
                                    .formatted(
                                            address.label(),
                                            console.paint(
                                                    Style.NAME, Context.shown(choice.value())),
                                            console.paint(
                                                    Style.FAINT, "(" + choice.origin() + ")")));
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a context, or replace the one with this name.")
    void add(
            @Parameters(
                            paramLabel = "NAME",
                            description = "Name: letters, digits, '-' and '_', up to 64.")
                    String name,
            @Option(
                            names = {"-u", "--url"},
                            paramLabel = "URL",
                            defaultValue = "",
                            description =
                                    "URL of the server; with credentials:"
                                            + " nats://user:password@host:port")
                    String url,
            @Option(
                            names = {"-c", "--cluster"},
                            paramLabel = "ID",
                            defaultValue = "",
                            description = "Cluster ID of the server.")
                    String cluster,
            @Option(
                            names = "--monitoring",
                            paramLabel = "URL",
                            defaultValue = "",
                            description =
                                    "URL of the monitoring port, for why, findings, dashboard and"
                                            + " admin.")
                    String monitoring) {
        Context added = new Context(name, url, cluster, monitoring);
        added.defect()
                .ifPresent(defect -> {
                    throw wrongUsage(defect);
                });
        if (url.isEmpty() && cluster.isEmpty() && monitoring.isEmpty()) {
            throw wrongUsage("the context is empty: add --url, --cluster or --monitoring");
        }
        Contexts contexts = file().read();
        boolean isNew = contexts.find(name).isEmpty();
        if (isNew && contexts.all().size() >= Contexts.MOST) {
            throw new FailedException(
                    "there are " + Contexts.MOST + " contexts already, which is the most",
                    "Remove one: 'stanchion context remove NAME'.");
        }
        file().write(contexts.with(added));
        console.remark(
                "%s context %s. Commands take it after 'stanchion context use %2$s'."
                        .formatted(isNew ? "Added" : "Replaced", name));
    }

    @Command(
            name = "use",
            mixinStandardHelpOptions = true,
            description = "Let commands talk to the server of a context.")
    void use(@Parameters(paramLabel = "NAME", description = "Name of the context.") String name) {
        Contexts contexts = file().read();
        file().write(contexts.using(Defaults.existing(contexts, name).name()));
        console.remark("Context " + name + " is in use.");
    }

    @Command(
            name = "unset",
            mixinStandardHelpOptions = true,
            description = {"Use no context.", "The contexts stay."})
    void unset() {
        file().write(file().read().using(""));
        console.remark("No context is in use.");
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a context.")
    void remove(
            @Parameters(paramLabel = "NAME", description = "Name of the context.") String name) {
        Contexts contexts = file().read();
        file().write(contexts.without(Defaults.existing(contexts, name).name()));
        console.remark("Removed context " + name + ".");
    }

    private ContextFile file() {
        return ContextFile.of(environment)
                .orElseThrow(() ->
                        new FailedException(
                                "there is no place for the file with the contexts: neither"
                                        + " XDG_CONFIG_HOME nor HOME is an absolute path",
                                "Set one of these variables."));
    }

    private ParameterException wrongUsage(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
