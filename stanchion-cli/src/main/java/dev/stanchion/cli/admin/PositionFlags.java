package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which position of a channel is meant. */
final class PositionFlags {
    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description =
                    "A queue group; a durable one by its whole name durable:group, or a part.")
    private @Nullable String group;

    @Option(
            names = "--durable",
            paramLabel = "CLIENT/NAME",
            description = "A durable, by its client ID and durable name.")
    private @Nullable String durable;

    @Option(
            names = "--subscription",
            paramLabel = "ID",
            description = "Any other subscription, by its number.")
    private @Nullable String subscription;

    static PositionFlags ofGroup(String name) {
        PositionFlags flags = new PositionFlags();
        flags.group = name;
        return flags;
    }

    static PositionFlags ofDurable(String name) {
        PositionFlags flags = new PositionFlags();
        flags.durable = name;
        return flags;
    }

    /** Returns the path below the channel; null if no position is named. */
    @Nullable String path() {
        int given =
                (group == null ? 0 : 1)
                        + (durable == null ? 0 : 1)
                        + (subscription == null ? 0 : 1);
        if (given > 1) {
            throw new WrongUsageException(
                    "only one of --group, --durable and --subscription can be given");
        }
        if (group != null) {
            return "/groups/" + ApiClient.encoded(group);
        }
        if (subscription != null) {
            return "/subscriptions/" + ApiClient.encoded(subscription);
        }
        if (durable == null) {
            return null;
        }
        int slash = durable.indexOf('/');
        if (slash < 1 || slash == durable.length() - 1) {
            throw new WrongUsageException("--durable: " + durable + " (expected: CLIENT/NAME)");
        }
        return "/durables/"
                + ApiClient.encoded(durable.substring(0, slash))
                + "/"
                + ApiClient.encoded(durable.substring(slash + 1));
    }

    /** Does the same where a position is needed. */
    String pathOrThrow() {
        String path = path();
        if (path == null) {
            throw new WrongUsageException("one of --group, --durable, --subscription is needed");
        }
        return path;
    }
}
