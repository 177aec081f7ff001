package dev.stanchion.cli.admin;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server is, who asks, and in which form the answer is printed. */
final class ApiFlags {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8222",
            description = "Monitoring port of the server. Default: ${DEFAULT-VALUE}")
    private URI url = URI.create("http://localhost:8222");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = {
                "File with the server's start token.",
                "Default: the file that a server of this user has written on this machine."
            })
    private @Nullable Path tokenFile;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = {
                "User to log in as, with the password in the environment variable",
                "STANCHION_PASSWORD."
            })
    private @Nullable String user;

    @Option(names = "--json", description = "Print the server's answer as JSON.")
    private boolean json;

    URI url() {
        return url;
    }

    @Nullable Path tokenFile() {
        return tokenFile;
    }

    @Nullable String user() {
        return user;
    }

    boolean json() {
        return json;
    }
}
