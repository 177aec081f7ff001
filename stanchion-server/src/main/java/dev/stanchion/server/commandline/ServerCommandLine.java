package dev.stanchion.server.commandline;

import dev.stanchion.engine.finding.MalformedFindingsException;
import dev.stanchion.engine.identity.MalformedPolicyException;
import dev.stanchion.engine.policy.PolicyException;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.Version;
import dev.stanchion.server.config.SyntaxException;
import dev.stanchion.server.config.keys.BadKeyException;
import dev.stanchion.server.config.keys.FileOptions;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagParser;
import dev.stanchion.server.flags.FlagSupport;
import dev.stanchion.server.flags.MalformedLineException;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.server.flags.Usage;
import dev.stanchion.server.values.BadValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the arguments of the server command, and the configuration files that they name. It starts
 * and prints nothing.
 *
 * <p>Source of the order and of all texts: {@code spec/operations.md} 1.2 and 1.6.
 */
public final class ServerCommandLine {
    private static final List<Flag> SIZES =
            List.of(
                    Flag.MAX_BYTES,
                    Flag.FILE_COMPACT_MIN_SIZE,
                    Flag.FILE_BUFFER_SIZE,
                    Flag.FILE_READ_BUFFER_SIZE,
                    Flag.FILE_SLICE_MAX_BYTES,
                    Flag.FILE_RESERVE,
                    Flag.FILE_MEMORY,
                    Flag.HA_RING);

    private static final String HELP_TLS =
            """
            TLS for clients:
              -tlscert <file>   certificate of the server, PEM (with those between it and its authority)
              -tlskey <file>    its private key, PEM: PKCS#8, PKCS#1 or EC, not encrypted
              -tlsverify        clients need certificates, too
              -tlscacert <file> who signs those, PEM
            or in a configuration file:
              tls { cert_file: "server.pem", key_file: "server.key", ca_file: "ca.pem", verify: true }
            Further keys of tls: timeout, verify_and_map, cipher_suites, curve_preferences, pinned_certs,
            connection_rate_limit, handshake_first; and allow_non_tls beside it. SIGHUP reads the files again.
            """;

    private ServerCommandLine() {}

    /**
     * Reads a whole line.
     *
     * @param environment contains variables for configuration files, the user's directories, and
     *     perhaps a key
     * @param natsVersion the version of the embedded NATS server, for the version text
     */
    public static Request read(
            List<String> arguments,
            Dialect dialect,
            Map<String, String> environment,
            String natsVersion) {
        ParsedFlags flags;
        try {
            flags = FlagParser.parse(arguments, dialect);
        } catch (MalformedLineException e) {
            return malformed(String.valueOf(e.getMessage()), dialect);
        }
        if (flags.bool(Flag.VERSION)) {
            return version(natsVersion);
        }
        if (flags.bool(Flag.HELP)) {
            return new Request.Print(Usage.text(dialect));
        }
        if (flags.bool(Flag.HELP_TLS)) {
            return new Request.Print(HELP_TLS);
        }
        if (!flags.positionals().isEmpty()) {
            return command(flags.positionals().getFirst(), dialect, natsVersion);
        }
        return flags.text(Flag.SIGNAL).isEmpty()
                ? withoutCommand(flags, dialect, environment)
                : signal(flags.text(Flag.SIGNAL));
    }

    /** Returns whether a command line names a configuration file. */
    public static boolean namesAFile(List<String> arguments, Dialect dialect) {
        ParsedFlags flags = FlagParser.parse(arguments, dialect);
        return flags.has(Flag.CONFIG) || flags.has(Flag.STAN_CONFIG);
    }

    private static Request command(String command, Dialect dialect, String natsVersion) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "version" -> version(natsVersion);
            case "help" -> new Request.Print(Usage.text(dialect));
            default -> refuse("unrecognized command: " + Quoted.quote(command));
        };
    }

    /**
     * Reads the request to send a signal. It comes before any file is read, and other flags do not
     * count.
     */
    private static Request signal(String text) {
        try {
            return new Request.Tell(SignalRequest.parse(text));
        } catch (BadValueException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private static Request withoutCommand(
            ParsedFlags flags, Dialect dialect, Map<String, String> environment) {
        if (flags.bool(Flag.CHECK_CONFIG)
                && !flags.has(Flag.CONFIG)
                && !flags.has(Flag.STAN_CONFIG)) {
            return refuse("must specify [-c, --config] option to check configuration file syntax");
        }
        if (flags.has(Flag.ROUTES) && !flags.has(Flag.CLUSTER)) {
            return refuse("solicited routes require cluster capabilities, e.g. --cluster");
        }
        try {
            FileOptions file = FileOptions.read(flags, environment);
            Request request = start(flags.over(file.given()), file, environment, dialect);
            return flags.bool(Flag.CHECK_CONFIG)
                    ? ConfigurationTest.of(request, flags, dialect)
                    : request;
        } catch (SyntaxException | FileOpenException | BadKeyException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    static Request start(
            ParsedFlags flags, FileOptions file, Map<String, String> environment, Dialect dialect) {
        List<String> objections = new ArrayList<>(file.objections(FtGroupFlags.isMember(flags)));
        if (!flags.has(Flag.COMPAT) || flags.bool(Flag.STRICT_CONFIG)) {
            objections.addAll(file.unknown().objections());
        }
        objections.addAll(missingFeatures(flags));
        objections.addAll(badSizes(flags));
        LogFlags.objection(flags).ifPresent(objections::add);
        if (!objections.isEmpty()) {
            return new Request.Refuse(objections, "", 1);
        }
        String compat = flags.text(Flag.COMPAT);
        if (!compat.isEmpty() && !compat.equals("strict")) {
            return malformed(
                    "invalid value " + Quoted.quote(compat) + " for flag -compat: not strict",
                    dialect);
        }
        try {
            NatsSecurity security = SecurityFlags.read(flags, file.security());
            return StartFlags.read(flags, file, security, environment);
        } catch (MalformedPolicyException e) {
            return malformed(badPolicies(flags, e), dialect);
        } catch (MalformedFindingsException e) {
            return malformed(
                    "invalid value %s for flag -%s: %s (expected: %s)"
                            .formatted(
                                    Quoted.quote(flags.text(Flag.FINDINGS)),
                                    flags.nameOf(Flag.FINDINGS),
                                    Quoted.quote(e.part()),
                                    e.expected()),
                    dialect);
        } catch (PolicyException e) {
            return malformed(
                    "invalid value %s for flag -%s: %s"
                            .formatted(
                                    Quoted.quote(flags.text(Flag.POLICY)),
                                    flags.nameOf(Flag.POLICY),
                                    e.getMessage()),
                    dialect);
        } catch (ConfigurationException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private static String badPolicies(ParsedFlags flags, MalformedPolicyException why) {
        return "invalid value %s for flag -%s: %s (expected: %s)"
                .formatted(
                        Quoted.quote(flags.text(Flag.DUPLICATE_CLIENTS)),
                        flags.nameOf(Flag.DUPLICATE_CLIENTS),
                        Quoted.quote(why.rule()),
                        why.expected());
    }

    /** Returns one line for each given feature that is not supported yet. */
    private static List<String> missingFeatures(ParsedFlags flags) {
        Map<String, List<String>> namesByReason = new LinkedHashMap<>();
        for (Flag flag : flags.flags()) {
            String because = whyMissing(flag, FtGroupFlags.isMember(flags));
            if (!because.isEmpty() && !flags.isDefault(flag)) {
                namesByReason
                        .computeIfAbsent(because, reason -> new ArrayList<>())
                        .add(flags.labelOf(flag));
            }
        }
        return namesByReason.entrySet().stream()
                .map(entry -> missing(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static String whyMissing(Flag flag, boolean isInGroup) {
        FlagSupport support = flag.support();
        if (support instanceof FlagSupport.Missing(String because)) {
            return because;
        }
        return support instanceof FlagSupport.MissingUnlessInGroup(String because, String ignored)
                        && !isInGroup
                ? because
                : "";
    }

    private static String missing(List<String> names, String reason) {
        return String.join(", ", names)
                + (names.size() == 1 ? " is" : " are")
                + " not available in this version of Stanchion: "
                + reason;
    }

    private static List<String> badSizes(ParsedFlags flags) {
        return SIZES.stream()
                .filter(flag -> flags.size(flag).isEmpty())
                .map(flag ->
                        "%s should be a size, got '%s'"
                                .formatted(flags.nameOf(flag), flags.text(flag)))
                .toList();
    }

    private static Request malformed(String line, Dialect dialect) {
        return switch (dialect) {
            case NATS_STREAMING_SERVER ->
                    new Request.Refuse(
                            List.of(line), Usage.text(dialect), dialect.malformedExitCode());
            case STANCHION_SERVER ->
                    new Request.Refuse(
                            List.of(line, "'stanchion server --help' shows all flags"),
                            "",
                            dialect.malformedExitCode());
        };
    }

    private static Request version(String natsVersion) {
        return new Request.Print(
                """
                nats-streaming-server version %s, nats-server: v%s
                This is Stanchion %1$s, compatible with NATS Streaming %s.
                """
                        .formatted(Version.stanchion(), natsVersion, Version.NATS_STREAMING));
    }

    private static Request refuse(String line) {
        return new Request.Refuse(List.of(line), "", 1);
    }
}
