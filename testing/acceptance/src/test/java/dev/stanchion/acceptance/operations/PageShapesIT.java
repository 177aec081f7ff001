package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The pages after one story, against samples recorded from the Go server after the same: every key,
 * its place and its type, and every value that does not depend on the run. {@code
 * -Doperations.record -Dacceptance.server=/path/to/nats-streaming-server} records them again.
 */
@Tag("long")
class PageShapesIT {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "operations");

    /** The values that differ from run to run, or by design. */
    private static final List<String> VARYING =
            List.of(
                    "server_id",
                    "version",
                    "go",
                    "now",
                    "start_time",
                    "uptime",
                    "open_fds",
                    "max_fds",
                    "hb_inbox",
                    "inbox",
                    "ack_inbox",
                    "in_bytes",
                    "out_bytes",
                    "total_bytes",
                    "bytes",
                    "out_msgs");

    @RegisterExtension final Programs programs = new Programs();

    private record Sample(String name, String path) {}

    private static final List<Sample> PAGES =
            List.of(
                    new Sample("serverz", "/streaming/serverz"),
                    new Sample("storez", "/streaming/storez"),
                    new Sample("clientsz", "/streaming/clientsz"),
                    new Sample("clientsz-subs", "/streaming/clientsz?subs=1"),
                    new Sample("client", "/streaming/clientsz?client=orders"),
                    new Sample("client-subs", "/streaming/clientsz?client=orders&subs=1"),
                    new Sample("channelsz", "/streaming/channelsz"),
                    new Sample("channelsz-page", "/streaming/channelsz?offset=1&limit=1"),
                    new Sample("channelsz-beyond", "/streaming/channelsz?offset=9"),
                    new Sample("channelsz-subs", "/streaming/channelsz?subs=1"),
                    new Sample("channel", "/streaming/channelsz?channel=tickets:created"),
                    new Sample(
                            "channel-subs", "/streaming/channelsz?channel=tickets:created&subs=1"));

    @Test
    void shouldHaveEveryKeyOfTheGoServerInItsPlace() throws Exception {
        // given
        Monitored server = Monitored.start(programs, "-sc", limits());
        try (StreamingStory story = StreamingStory.on(server)) {
            for (Sample sample : PAGES) {
                // when
                HttpResponse<String> page = story.server().get(sample.path());
                Path recorded = SAMPLES.resolve(sample.name() + ".json");
                if (System.getProperty("operations.record") != null) {
                    Files.writeString(recorded, page.body());
                }

                // then
                Json expected = Json.read(Files.readString(recorded));
                Json actual = Json.read(page.body());
                assertThat(actual.shape()).as(sample.path()).isEqualTo(expected.shape());
                assertThat(fixed(actual)).as(sample.path()).isEqualTo(fixed(expected));
                assertThat(layout(page.body())).isEqualTo(layout(Files.readString(recorded)));
                assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
            }
        }
    }

    private static List<String> fixed(Json page) {
        return page.values().entrySet().stream()
                .filter(value -> !VARYING.contains(lastName(value.getKey())))
                .map(value -> value.getKey() + " = " + value.getValue())
                .toList();
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the lines without their values: indentation, keys, commas, brackets. */
    private static List<String> layout(String page) {
        return page.lines().map(line -> line.replaceAll("\": [^\\[{].*?(,?)$", "\": _$1")).toList();
    }

    private static String limits() {
        return ConfigFile.of(
                """
                streaming {
                  store_limits {
                    max_channels: 10, max_msgs: 10000, max_bytes: 10MB, max_age: "1h"
                    channels { "foo.>" { max_msgs: 400 } }
                  }
                }
                """);
    }
}
