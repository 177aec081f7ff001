package dev.stanchion.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.log.LogOptions.Detail;
import dev.stanchion.server.log.LogOptions.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogChangesTest {
    @Test
    void shouldNameWhatIsAnother() {
        // given
        LogOptions wanted =
                LogOptions.DEFAULT
                        .to(new Destination.File(Path.of("/x"), 7))
                        .shaped(Shape.JSON, false)
                        .withDetails(
                                new Detail(true, true),
                                new Detail(true, false),
                                Map.of(Component.STORE, LineLevel.WARNING));

        // then: the streaming layer stays as it was
        assertThat(LogChanges.between(LogOptions.DEFAULT, wanted))
                .containsExactly(
                        "debug = true",
                        "logtime = false",
                        "log_format = JSON",
                        "log_levels = {STORE=WARNING}",
                        "log_file = /x",
                        "logfile_size_limit = 7");
        assertThat(LogChanges.between(wanted, wanted)).isEmpty();
    }

    @Test
    void shouldTellSyslogsApart() {
        LogOptions near = LogOptions.DEFAULT.to(new Destination.LocalSyslog());
        LogOptions far = LogOptions.DEFAULT.to(new Destination.RemoteSyslog("udp://h:1"));
        assertThat(LogChanges.between(near, far))
                .containsExactly("syslog = false", "remote_syslog = udp://h:1");
    }
}
