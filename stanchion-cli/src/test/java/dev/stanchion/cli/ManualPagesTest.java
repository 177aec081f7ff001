package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManualPagesTest {
    @TempDir private Path prefix;

    private String written(String place) throws IOException {
        ManualPages.main(new String[] {prefix.toString()});
        return Files.readString(prefix.resolve(place));
    }

    @Test
    void shouldDescribeEveryCommandOnAPageOfItsOwn() throws IOException {
        // when
        String page = written("share/man/man1/stanchion.1");

        // then
        assertThat(page)
                .contains(".SH \"NAME\"\nstanchion \\- A NATS Streaming server for the JVM,")
                .contains("\\fBstanchion\\-publish\\fR(1)\nPublish an event to a channel")
                .contains("\\fBstanchion\\-help\\fR(1)\nDisplay help");
        for (String command :
                new String[] {"publish", "listen", "server", "config-check", "context-use"}) {
            assertThat(prefix.resolve("share/man/man1/stanchion-" + command + ".1")).exists();
        }
    }

    @Test
    void shouldDescribeOptionsWithTheirValuesAndExamples() throws IOException {
        // when
        String page = written("share/man/man1/stanchion-publish.1");

        // then
        assertThat(page)
                .contains("\\fBstanchion publish\\fR [OPTIONS] [CHANNEL] [DATA]\n")
                .contains(
                        "\\fB\\-n\\fR, \\fB\\-\\-count\\fR \\fIN\\fR\nNumber of times to publish it")
                .contains("  stanchion publish tickets:created \\-\\-file ticket.json")
                .contains("Exit codes: 0 stored, 1 failed, 2 wrong usage.");
    }

    @ParameterizedTest
    @CsvSource({"nats-streaming-server, --cluster_id", "stanchion-server, --cluster-id"})
    void shouldDescribeTheFlagsOfTheServerByTheNamesOfTheCommand(String page, String name)
            throws IOException {
        // when
        String text = written("share/man/man1/" + page + ".1");

        // then
        assertThat(text)
                .contains(
                        "\\fB\\-cid\\fR, \\fB"
                                + name.replace("-", "\\-")
                                + "\\fR \\fI<string>\\fR\n"
                                + "Cluster ID (default: test\\-cluster)")
                .contains("Run as a member of a cluster (not in this version)");
    }

    @Test
    void shouldCompleteInThreeShells() throws IOException {
        assertThat(written("share/bash-completion/completions/stanchion"))
                .contains(
                        "commands=\"demo server config publish listen context why findings dashboard bench");
        assertThat(written("share/zsh/site-functions/_stanchion"))
                .startsWith("#compdef stanchion\n")
                .contains("'--cluster=[Cluster ID of the server. Default\\: test-cluster]:ID: '");
        assertThat(written("share/fish/vendor_completions.d/stanchion.fish"))
                .contains(
                        "complete -c stanchion -n '__fish_seen_subcommand_from publish'"
                                + " -s c -l cluster -x -d 'Cluster ID of the server. Default: test-cluster'\n");
        assertThat(written("share/fish/vendor_completions.d/nats-streaming-server.fish"))
                .contains(
                        "complete -c nats-streaming-server -o cid -l cluster_id -r -F -d 'Cluster");
    }
}
