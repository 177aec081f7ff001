package dev.stanchion.server.commandline;

import dev.stanchion.nats.link.LinkException;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of settings for people, without secrets. Pure. */
final class ShownValues {
    /** What stands for a secret. */
    static final String HIDDEN = "(hidden)";

    private static final Set<Flag> SECRETS =
            EnumSet.of(
                    Flag.PASS,
                    Flag.AUTH,
                    Flag.ENCRYPTION_KEY,
                    Flag.MONITORING_PASSWORD,
                    // It contains the password of the database, in one of many forms.
                    Flag.SQL_SOURCE,
                    Flag.NS_PASSWORD,
                    Flag.NS_TOKEN,
                    Flag.ROUTES);

    private ShownValues() {}

    /** Returns whether a flag's value is a secret as a whole. */
    static boolean isSecret(Flag flag) {
        return SECRETS.contains(flag);
    }

    static String of(Flag flag, ParsedFlags flags) {
        String value = flags.text(flag);
        if (value.isEmpty()) {
            return "";
        }
        if (isSecret(flag)) {
            return HIDDEN;
        }
        return flag == Flag.NATS_SERVER ? withoutUsers(value) : value;
    }

    /** Returns the value of a key about security. A map of such keys contains secrets. */
    static String of(Entry entry) {
        return entry.value() instanceof Value.Section ? HIDDEN : entry.value().toString();
    }

    /** Returns addresses as the log has them. */
    private static String withoutUsers(String addresses) {
        try {
            return ServerAddress.parse(addresses).stream()
                    .map(ServerAddress::toString)
                    .collect(Collectors.joining(","));
        } catch (LinkException e) {
            return HIDDEN;
        }
    }
}
