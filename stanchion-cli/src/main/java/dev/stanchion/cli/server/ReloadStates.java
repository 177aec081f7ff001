package dev.stanchion.cli.server;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.api.Reloader;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the plans of reloads. Two plans have the same name if they are equal, also in what they do
 * not show, like passwords. A name is a number and not a hash, because a hash of a password in an
 * audit would let its readers guess. Confined to one thread at a time.
 */
final class ReloadStates {
    private static final int BYTES_OF_PROCESS = 4;

    /** So that no name of a plan of another process is one of this. */
    private final String process;

    private @Nullable Content last;
    private int number;

    ReloadStates() {
        byte[] bytes = new byte[BYTES_OF_PROCESS];
        new SecureRandom().nextBytes(bytes);
        process = HexFormat.of().formatHex(bytes);
    }

    /** All that a server would take, and the plan that it would show. */
    private record Content(List<Object> taken, Reloader.Plan plan) {}

    /** Returns a plan with its name. */
    Reloader.Plan named(ServerOptions wanted, Reloader.Plan plan) {
        Content content =
                new Content(
                        List.of(
                                wanted.security(),
                                wanted.nats(),
                                wanted.access(),
                                wanted.policies()),
                        plan);
        if (!content.equals(last)) {
            last = content;
            number++;
        }
        return new Reloader.Plan(
                "reload:%s:%d".formatted(process, number),
                plan.changes(),
                plan.refusals(),
                plan.unchanged(),
                plan.remarks());
    }
}
