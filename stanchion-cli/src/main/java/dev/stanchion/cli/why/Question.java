package dev.stanchion.cli.why;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.terminal.Console;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/** A question to a server that a command asks once, or again and again. */
record Question(Console console, QuestionFlags flags, String path, String query) {
    private static final int NO_ANSWER = 1;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Asks, with {@code --watch} every two seconds for as long as somebody reads, and shows the
     * answers. Returns the exit code for the last one.
     *
     * @param show shows an answer and returns the exit code for it
     */
    int ask(ToIntFunction<ApiClient.Answer> show) {
        MonitoringAddress server = flags.url();
        ApiClient client =
                new ApiClient(server, server.credentials().map(ApiClient::basic).orElse(""));
        int exitCode = ask(client, show);
        while (flags.watch() && !console.isResultUnread()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            exitCode = ask(client, show);
        }
        return exitCode;
    }

    private int ask(ApiClient client, ToIntFunction<ApiClient.Answer> show) {
        try {
            ApiClient.Answer answer = client.send(ApiClient.Request.get(path + query), null);
            if (answer.isSuccess()) {
                return show.applyAsInt(answer);
            }
            refuse(answer.status());
        } catch (IOException e) {
            console.problem(
                    "Cannot ask " + flags.url() + ": " + e.getMessage(),
                    "Is the server running, and is this its monitoring port? The server opens it"
                            + " with -m 8222.");
        }
        return NO_ANSWER;
    }

    private void refuse(int status) {
        MonitoringAddress server = flags.url();
        switch (status) {
            case 401 ->
                    console.problem(
                            server + " asks for a user name and a password",
                            "Add them: --url http://user:password@" + server.host());
            case 422 ->
                    console.problem("This cannot be the name of a channel", "Check the spelling.");
            case 503 ->
                    console.problem(
                            server + " cannot answer now: it starts, or it is a standby",
                            "Ask again, or ask the active server.");
            default ->
                    console.problem(
                            server + " cannot answer: it does not know /api/v1" + path,
                            "It is not a Stanchion, or an older one. NATS Streaming has the pages"
                                    + " /streaming/channelsz and /streaming/clientsz.");
        }
    }
}
