package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.api.MonitoringUrl;
import dev.stanchion.cli.context.ContextFlag;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the server is, who asks, and in which form the answer is printed. */
public final class ApiFlags {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = MonitoringAddress.USUAL,
            converter = MonitoringUrl.class,
            description = "Monitoring port of the server. Default: ${DEFAULT-VALUE}")
    private @Nullable MonitoringAddress url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the server's start token."
                            + " Default: the file that a server of this user has written on this machine.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description =
                    "User to log in as, with the password in the environment variable"
                            + " STANCHION_PASSWORD.")
    private @Nullable String user;

    @Option(names = "--json", description = "Print the server's answer as JSON.")
    private boolean json;

    @Mixin final ContextFlag context = new ContextFlag();

    /** Returns where the server has its monitoring port. */
    public MonitoringAddress url() {
        return Objects.requireNonNull(url);
    }

    @Nullable Path tokenFile() {
        return tokenFile;
    }

    @Nullable String user() {
        return user;
    }

    /** Returns whether the output is for programs. */
    public boolean json() {
        return json;
    }
}
