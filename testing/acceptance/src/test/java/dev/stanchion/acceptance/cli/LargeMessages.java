package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import java.util.List;

/** Messages of the channel {@code orders} that take an import some time, and what comes of them. */
final class LargeMessages {
    private LargeMessages() {}

    /**
     * Publishes them to a server of the usual cluster, each with its number and so many letters.
     */
    static void publish(Programs programs, String url, int messages, int bytes) {
        Program publisher =
                StanchionCommand.start(
                        programs,
                        "publish",
                        "orders",
                        "${n} " + "x".repeat(bytes),
                        "--template",
                        "--count",
                        Integer.toString(messages),
                        "--url",
                        url,
                        "--cluster",
                        Server.CLUSTER_ID);
        assertThat(publisher.awaitExit()).as("%s", publisher).isZero();
    }

    /** Returns the first messages that a server has, with sequences, times and payloads. */
    static List<String> first(Programs programs, String url, long count) {
        Program listener =
                StanchionCommand.start(
                        programs,
                        "listen",
                        "orders",
                        "--from",
                        "first",
                        "--count",
                        Long.toString(count),
                        "--json",
                        "--url",
                        url,
                        "--cluster",
                        Server.CLUSTER_ID);
        assertThat(listener.awaitExit()).as("%s", listener).isZero();
        return listener.output().stream().filter(line -> line.contains("\"sequence\"")).toList();
    }
}
