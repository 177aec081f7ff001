package dev.stanchion.server.commandline;

import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests a configuration for {@code -t}. It reads the files that a start would read, and opens and
 * changes nothing, so it can run beside a server.
 *
 * <p>Source: {@code main.go} of nats-server 2.10. Differs from NATS Streaming, which accepts the
 * flag and starts.
 */
final class ConfigurationTest {
    private ConfigurationTest() {}

    static Request of(Request request, ParsedFlags flags, Dialect dialect) {
        return switch (request) {
            case Request.Start start -> tested(start, flags, dialect);
            case Request.Fail fail -> failed(fail.failure().text());
            case Request.Refuse refusal -> refusal;
            case Request.Print print -> print;
            case Request.Tell tell -> tell;
            case Request.Tested tested -> tested;
        };
    }

    private static Request tested(Request.Start start, ParsedFlags flags, Dialect dialect) {
        try {
            requireUsableFiles(start.options());
        } catch (TlsException e) {
            return failed(String.valueOf(e.getMessage()));
        }
        List<String> lines = new ArrayList<>(start.remarks());
        lines.add(
                "%s: configuration file %s is valid"
                        .formatted(
                                dialect.command(),
                                flags.text(
                                        flags.has(Flag.CONFIG) ? Flag.CONFIG : Flag.STAN_CONFIG)));
        return new Request.Tested(lines);
    }

    private static void requireUsableFiles(ServerOptions options) {
        options.security().tls().requireUsable();
        options.access().webSockets().ifPresent(each -> each.tls().requireUsable());
    }

    private static Request failed(String why) {
        return new Request.Refuse(List.of(why), "", 1);
    }
}
