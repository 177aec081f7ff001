package dev.stanchion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.log.Destination;
import dev.stanchion.server.log.LogOptions.Detail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    @TempDir private Path directory;

    private Request read(String text) {
        try {
            Path file = Files.writeString(directory.resolve("a.conf"), text);
            return ServerCommandLine.read(
                    List.of("-c", file.toString()), Dialect.NATS_STREAMING_SERVER, Map.of(), "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reload reload(String before, String after) {
        Request.Start running = (Request.Start) read(before);
        return Reload.between(running.log(), running, read(after));
    }

    @Test
    void shouldTakeWhatTheLogCanBe() {
        // when
        Reload reload =
                reload(
                        "debug: false, port: 4300",
                        "debug: true, logtime: false, log_file: \"/x\", port: 4300");

        // then
        assertThat(reload)
                .isInstanceOfSatisfying(
                        Reload.Accepted.class,
                        accepted -> {
                            assertThat(accepted.changes())
                                    .containsExactly(
                                            "debug = true", "logtime = false", "log_file = /x");
                            assertThat(accepted.log().destination())
                                    .isEqualTo(new Destination.File(Path.of("/x"), 0));
                        });
    }

    @Test
    void shouldLeaveTheStreamingLayerAsItWas() {
        // when
        Reload reload =
                reload(
                        "streaming { sd: false, hbi: 5s }",
                        "streaming { sd: true, hbi: 9s, store_limits { max_msgs: 7 } }");

        // then
        assertThat(reload)
                .isInstanceOfSatisfying(
                        Reload.Accepted.class,
                        accepted -> {
                            assertThat(accepted.changes()).isEmpty();
                            assertThat(accepted.log().streaming()).isEqualTo(Detail.NORMAL);
                        });
    }

    @Test
    void shouldRefuseAllIfSomethingCannotChange() {
        assertThat(reload("port: 15110", "port: 15112, debug: true"))
                .isEqualTo(
                        new Reload.Refused(
                                "config reload not supported for Port: old=15110, new=15112"));
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        assertThat(reload("port: 15110", "port: {"))
                .isInstanceOfSatisfying(
                        Reload.Refused.class,
                        refused -> assertThat(refused.why()).contains("a.conf:1"));
        assertThat(reload("port: 15110", "streaming { store_limits { max_msgs: -1 } }"))
                .isEqualTo(new Reload.Refused("max messages limit cannot be negative (-1)"));
    }
}
