package dev.stanchion.cli.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.api.MonitoringUrl;
import dev.stanchion.cli.context.ContextFlag;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.server.commandline.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stanchion dashboard}: opens the page of a server with its user logged in. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Open the dashboard of a server in the browser.",
            "If the server runs on this machine as the same user and has no users of its"
                    + " own, the page is logged in by the server's token."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion dashboard",
            "  stanchion dashboard --url http://localhost:8223",
            "  kubectl exec nats-depl-0 -- /stanchion dashboard --print",
            "",
            "Exit codes: 0 the page is there, 1 it is not, 2 wrong usage."
        })
public final class DashboardCommand implements Callable<Integer> {
    private static final int THERE = 0;
    private static final int NOT_THERE = 1;

    private final Console console;
    private final boolean isTerminal;
    private final Map<String, String> environment;
    private final Optional<Browser> browser;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = MonitoringAddress.USUAL,
            converter = MonitoringUrl.class,
            description = "URL of the server's monitoring port. Default: ${DEFAULT-VALUE}")
    private @Nullable MonitoringAddress url;

    @Mixin final ContextFlag context = new ContextFlag();

    @Option(
            names = "--print",
            description =
                    "Print the link with the token in it, also if the output is not a terminal,"
                            + " and open nothing. Whoever has the link is an administrator until"
                            + " the server stops.")
    private boolean print;

    @Option(
            names = "--json",
            description =
                    "Print the address as a line of JSON, with the token if --print is there, and"
                            + " open nothing.")
    private boolean json;

    /**
     * @param isTerminal whether a person reads the output
     */
    public DashboardCommand(Console console, boolean isTerminal, Map<String, String> environment) {
        this(
                console,
                isTerminal,
                environment,
                Browser.ofDesktop(environment, System.getProperty("os.name")));
    }

    DashboardCommand(
            Console console,
            boolean isTerminal,
            Map<String, String> environment,
            Optional<Browser> browser) {
        this.console = console;
        this.isTerminal = isTerminal;
        this.environment = Map.copyOf(environment);
        this.browser = browser;
    }

    @Override
    public Integer call() {
        MonitoringAddress server = Objects.requireNonNull(url);
        try {
            ApiClient.Answer page = new ApiClient(server, "").page("/ui/");
            if (page.isSuccess()) {
                show(server);
                return THERE;
            }
            console.problem(
                    server + " has no dashboard (status " + page.status() + ")",
                    "It is not a Stanchion, an older one, or a program that leaves the dashboard"
                            + " out.");
        } catch (IOException e) {
            console.problem(
                    "Cannot ask " + server + ": " + e.getMessage(),
                    "Is the server running, and is this its monitoring port? The server opens it"
                            + " with -m 8222.");
        }
        return NOT_THERE;
    }

    private void show(MonitoringAddress server) {
        String page = server.page("/ui/").toString();
        Optional<String> token = token(server);
        String link = page + token.map(secret -> "#/login?token=" + secret).orElse("");
        if (json) {
            console.line(new JsonLine().with("url", print ? link : page).end());
        } else if (print) {
            console.line(link);
        } else if (browser.isPresent() && opened(browser.get(), link)) {
            console.line("The dashboard opens in the browser: " + page);
        } else {
            console.line(isTerminal ? link : page);
        }
    }

    private Optional<String> token(MonitoringAddress server) {
        Path file = StateDirectory.of(environment).resolve("admin-token-" + server.port());
        try {
            return Files.isReadable(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the link by a page that only this user can read. In the arguments of a program, every
     * user of the machine could see the token.
     */
    private boolean opened(Browser found, String link) {
        Path page = StateDirectory.of(environment).resolve("dashboard.html");
        try {
            Path directory = Objects.requireNonNull(page.getParent());
            Files.createDirectories(directory);
            Path draft =
                    Files.createTempFile(
                            directory,
                            "dashboard",
                            ".html",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, forwardingTo(link), UTF_8);
            Files.move(draft, page, StandardCopyOption.REPLACE_EXISTING);
            found.open(page);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            console.warning("No browser can be opened: " + e.getMessage());
            return false;
        }
    }

    private static String forwardingTo(String link) {
        return """
        <!doctype html>
        <meta charset="utf-8">
        <title>Stanchion</title>
        <meta http-equiv="refresh" content="0; url=%1$s">
        <a href="%1$s">Open the dashboard</a>
        """
                .formatted(link.replace("&", "&amp;").replace("\"", "&quot;"));
    }
}
