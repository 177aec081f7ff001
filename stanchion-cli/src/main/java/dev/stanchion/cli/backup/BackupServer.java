package dev.stanchion.cli.backup;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.admin.ApiFlags;
import dev.stanchion.cli.api.ChannelNames;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of a backup to a running server. For one thread. */
final class BackupServer {
    private static final String INCARNATION = "Stanchion-Incarnation";
    private static final int NOT_FOUND = 404;

    /** A page that is empty more often than that will stay so. */
    private static final int MOST_EMPTY_PAGES = 5;

    private final ApiFlags flags;
    private final ApiClient client;

    BackupServer(ApiFlags flags, ApiClient client) {
        this.flags = flags;
        this.client = client;
    }

    /** Tells the server that somebody takes a backup; returns what it is of. */
    Map<String, Object> begin() {
        return JsonTree.of(granted(send(new ApiClient.Request("POST", "/backup", "{}"))));
    }

    /** Returns the names of all channels. */
    List<String> channels() {
        return ChannelNames.all(path -> JsonTree.of(granted(send(ApiClient.Request.get(path)))));
    }

    /** What a channel keeps beside its messages, in lines. */
    record Checkpoint(String incarnation, List<String> lines) {
        Checkpoint {
            lines = List.copyOf(lines);
        }
    }

    /** Returns the checkpoint of a channel; empty if the channel does not exist. */
    Optional<Checkpoint> checkpoint(String channel) {
        ApiClient.Answer answer = send(ApiClient.Request.get(path(channel) + "/checkpoint"));
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(
                        new Checkpoint(
                                answer.header(INCARNATION),
                                granted(answer).text().lines().toList()));
    }

    /**
     * Some messages of a channel.
     *
     * @param frames each message with its length before it
     * @param next where the next page begins; 0 if this is the last one
     * @param damaged a message that cannot be read; 0 if there is none
     */
    record Page(ByteBuf frames, long next, long damaged) {
        boolean isBeyond(long from) {
            return next == 0 || next > from;
        }
    }

    /** Returns messages; empty if the channel does not exist, or is another one now. */
    Optional<Page> log(String channel, String incarnation, long from, long upTo) {
        for (int i = 0; i < MOST_EMPTY_PAGES; i++) {
            Optional<Page> page = page(channel, incarnation, from, upTo);
            if (page.isEmpty() || page.get().isBeyond(from)) {
                return page;
            }
        }
        throw new TransferException(
                "the server does not get beyond message %d of %s".formatted(from, channel),
                "See its log.");
    }

    /** A page may be empty if limits remove its messages, or the channel closes, meanwhile. */
    private Optional<Page> page(String channel, String incarnation, long from, long upTo) {
        ApiClient.Binary answer =
                sendForBytes(path(channel) + "/log?from=%d&upTo=%d".formatted(from, upTo));
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw refused(answer.asText());
        }
        return answer.header(INCARNATION).equals(incarnation)
                ? Optional.of(
                        new Page(
                                Unpooled.wrappedBuffer(answer.body()),
                                number(answer.header("Stanchion-Next")),
                                number(answer.header("Stanchion-Damaged"))))
                : Optional.empty();
    }

    /** Returns the lines of the server and its clients. */
    List<String> identity() {
        return granted(send(ApiClient.Request.get("/backup/identity"))).text().lines().toList();
    }

    private static String path(String channel) {
        return "/channels/" + ApiClient.encoded(channel);
    }

    private static long number(String header) {
        return header.isEmpty() ? 0 : Long.parseLong(header);
    }

    private ApiClient.Answer send(ApiClient.Request request) {
        try {
            return client.send(request, null);
        } catch (IOException e) {
            throw noServer(e);
        }
    }

    private ApiClient.Binary sendForBytes(String path) {
        try {
            return client.bytes(path);
        } catch (IOException e) {
            throw noServer(e);
        }
    }

    private TransferException noServer(IOException why) {
        return new TransferException(
                "No server answers at %s (%s)".formatted(flags.url(), why.getMessage()),
                "Start the server with a monitoring port (-m 8222), or give its --url. A backup that"
                        + " was cut off begins from the start.",
                why);
    }

    private static ApiClient.Answer granted(ApiClient.Answer answer) {
        if (!answer.isSuccess()) {
            throw refused(answer);
        }
        return answer;
    }

    private static TransferException refused(ApiClient.Answer answer) {
        Map<String, Object> problem = JsonTree.of(answer);
        String detail = JsonTree.text(problem, "detail");
        String remedy = JsonTree.text(problem, "remedy");
        return new TransferException(
                detail.isEmpty() ? "the server answers with HTTP " + answer.status() : detail,
                remedy.isEmpty()
                        ? "A backup needs the start token of the server, or a user with the role"
                                + " admin (--user)."
                        : remedy);
    }
}
