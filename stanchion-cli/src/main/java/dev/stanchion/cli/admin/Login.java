package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.server.commandline.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Who asks: the user of the command, or whoever may read the start token of the server. */
public final class Login {
    private Login() {}

    /** Returns a client that logs in as the flags say. */
    public static ApiClient client(ApiFlags flags, Map<String, String> environment) {
        return new ApiClient(flags.url(), authorization(flags, environment));
    }

    /** Returns the value of the header; empty for somebody who does not log in. */
    private static String authorization(ApiFlags flags, Map<String, String> environment) {
        String user = flags.user();
        if (user != null) {
            return ApiClient.basic(user + ":" + environment.getOrDefault("STANCHION_PASSWORD", ""));
        }
        Path given = flags.tokenFile();
        if (given != null) {
            return bearer(given);
        }
        Optional<String> credentials = flags.url().credentials();
        if (credentials.isPresent()) {
            return ApiClient.basic(credentials.get());
        }
        Path own = StateDirectory.of(environment).resolve("admin-token-" + flags.url().port());
        return Files.isReadable(own) ? bearer(own) : ""; // whoever only looks needs none
    }

    private static String bearer(Path file) {
        try {
            return "Bearer " + Files.readString(file).strip();
        } catch (IOException e) {
            throw new ApiException(
                    "The token file " + file + " cannot be read (" + FileProblem.of(e) + ")",
                    "Run the command as the user of the server, or give --token-file or --user.",
                    e);
        }
    }
}
