package dev.stanchion.cli.why;

import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.api.MonitoringUrl;
import dev.stanchion.cli.context.ContextFlag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server is asked, how often, and in which form the answer is printed. */
final class QuestionFlags {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = MonitoringAddress.USUAL,
            converter = MonitoringUrl.class,
            description =
                    "URL of the server's monitoring port; with credentials:"
                            + " http://user:password@host:port. Default: ${DEFAULT-VALUE}")
    private @Nullable MonitoringAddress url;

    @Option(names = "--watch", description = "Ask again every two seconds. Stop with Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "Print the server's answer as a line of JSON.")
    private boolean json;

    @Mixin final ContextFlag context = new ContextFlag();

    MonitoringAddress url() {
        return Objects.requireNonNull(url);
    }

    boolean watch() {
        return watch;
    }

    boolean json() {
        return json;
    }
}
