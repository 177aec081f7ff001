package dev.stanchion.server.commandline;

import dev.stanchion.nats.link.LinkCredentials;
import dev.stanchion.nats.link.LinkException;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.tls.ClientTlsOptions;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.ExternalNats;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the flags say about NATS servers of somebody else. Source: {@code spec/operations.md}
 * 7.2 and 10. Pure.
 */
final class ExternalNatsFlags {
    private static final String UNVERIFIED =
            "TLS certificate chain and hostname will not be verified. DO NOT USE IN PRODUCTION!";

    /** What the embedded NATS server does for clients, which do not connect to it then. */
    private static final Set<Flag> OF_CLIENTS =
            EnumSet.of(
                    Flag.PORT,
                    Flag.CLIENT_ADVERTISE,
                    Flag.MAX_CONNECTIONS,
                    Flag.MAX_SUBS_OF_CONNECTION,
                    Flag.MAX_SUB_TOKENS,
                    Flag.MAX_PAYLOAD,
                    Flag.MAX_PENDING,
                    Flag.MAX_CONTROL_LINE,
                    Flag.PING_INTERVAL,
                    Flag.PING_MAX,
                    Flag.WRITE_DEADLINE,
                    Flag.LAME_DUCK_DURATION,
                    Flag.LAME_DUCK_GRACE_PERIOD);

    private ExternalNatsFlags() {}

    /** Returns whether clients connect elsewhere. */
    static boolean areGiven(ParsedFlags flags) {
        return !flags.text(Flag.NATS_SERVER).isEmpty();
    }

    /** Returns why a flag changes nothing where clients connect elsewhere; empty if it does. */
    static String whyWithoutEffect(Flag flag, ParsedFlags flags) {
        return areGiven(flags) && OF_CLIENTS.contains(flag)
                ? "clients connect to the NATS servers of -ns, which have settings of their own"
                : "";
    }

    /**
     * Reads where clients connect, if not here.
     *
     * @throws ConfigurationException if that cannot be, naming the flag or the key of the file
     */
    static Optional<ExternalNats> read(ParsedFlags flags, Map<String, String> environment) {
        if (!areGiven(flags)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ExternalNats(
                            ServerAddress.parse(flags.text(Flag.NATS_SERVER)),
                            credentials(flags, environment),
                            tls(flags)));
        } catch (LinkException e) {
            throw refused(flags, Flag.NATS_SERVER, e);
        } catch (TlsException e) {
            throw refused(flags, Flag.TLS_CLIENT_CERT, e);
        }
    }

    private static ConfigurationException refused(ParsedFlags flags, Flag flag, Exception why) {
        return new ConfigurationException(
                flags.nameOf(flag), flags.labelOf(flag) + ": " + why.getMessage());
    }

    /** As in the Go server, what clients would have to send is what this server sends. */
    private static LinkCredentials credentials(ParsedFlags flags, Map<String, String> environment) {
        return new LinkCredentials(
                either(flags, Flag.USER, Flag.NS_USER),
                either(flags, Flag.PASS, Flag.NS_PASSWORD),
                either(flags, Flag.AUTH, Flag.NS_TOKEN),
                file(flags, Flag.NS_NKEY_SEED_FILE, environment),
                file(flags, Flag.NS_CREDENTIALS, environment));
    }

    private static String either(ParsedFlags flags, Flag first, Flag second) {
        return flags.text(first).isEmpty() ? flags.text(second) : flags.text(first);
    }

    private static Path file(ParsedFlags flags, Flag flag, Map<String, String> environment) {
        String name = flags.text(flag);
        String home = environment.getOrDefault("HOME", "");
        return name.startsWith("~/") && !home.isEmpty()
                ? Path.of(home, name.substring(2))
                : Path.of(name);
    }

    private static ClientTlsOptions tls(ParsedFlags flags) {
        return new ClientTlsOptions(
                flags.bool(Flag.SECURE),
                Path.of(flags.text(Flag.TLS_CLIENT_CERT)),
                Path.of(flags.text(Flag.TLS_CLIENT_KEY)),
                Path.of(flags.text(Flag.TLS_CLIENT_CACERT)),
                flags.text(Flag.NS_TLS_SERVER_NAME),
                flags.bool(Flag.NS_TLS_INSECURE));
    }

    /** Returns what an operator should know, one per line. */
    static List<String> remarks(ParsedFlags flags) {
        List<String> remarks = new ArrayList<>();
        if (areGiven(flags) && flags.bool(Flag.NS_TLS_INSECURE)) {
            remarks.add(UNVERIFIED);
        }
        return remarks;
    }
}
