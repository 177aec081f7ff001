package dev.stanchion.server.flags;

import dev.stanchion.server.config.SyntaxException;
import dev.stanchion.server.file.FileOpenException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a server would make of a configuration file, without starting one. Immutable.
 *
 * @param settings what it understood, in the order of the file
 * @param ignored one line for each key that changes nothing, with its place and why
 * @param errors one line for each reason why no server would start with it
 */
public record ConfigurationCheck(
        List<Setting> settings, List<String> ignored, List<String> errors) {
    private static final Set<Flag> SECRETS =
            EnumSet.of(
                    Flag.PASS,
                    Flag.AUTH,
                    Flag.ENCRYPTION_KEY,
                    Flag.MONITORING_PASSWORD,
                    Flag.SQL_SOURCE,
                    Flag.NATS_SERVER,
                    Flag.ROUTES);

    public ConfigurationCheck {
        settings = List.copyOf(settings);
        ignored = List.copyOf(ignored);
        errors = List.copyOf(errors);
    }

    /**
     * A key that has an effect.
     *
     * @param place where it stands, and how it is written there
     * @param flag the flag that means the same; empty if there is none
     * @param value as understood; a secret is not shown
     */
    public record Setting(String place, String flag, String value) {}

    /** Reads a file as {@code -c} does. */
    public static ConfigurationCheck of(String file, Map<String, String> environment) {
        List<String> line = List.of("-c", file);
        ParsedFlags flags = FlagParser.parse(line, Dialect.STANCHION_SERVER);
        FileOptions options;
        try {
            options = FileOptions.read(flags, environment);
        } catch (SyntaxException | FileOpenException | BadKeyException e) {
            return new ConfigurationCheck(
                    List.of(), List.of(), List.of(String.valueOf(e.getMessage())));
        }
        Request request =
                ServerCommandLine.start(
                        flags.over(options.given()),
                        options,
                        environment,
                        Dialect.STANCHION_SERVER);
        return new ConfigurationCheck(settings(options), options.remarks(), errors(request));
    }

    private static List<Setting> settings(FileOptions options) {
        List<Setting> settings = new ArrayList<>();
        options.given()
                .forEach((flag, given) ->
                        settings.add(
                                new Setting(
                                        given.label(),
                                        Dialect.STANCHION_SERVER.namesOf(flag).stream()
                                                .max(Comparator.comparingInt(String::length))
                                                .map(name -> "--" + name)
                                                .orElse(""),
                                        SECRETS.contains(flag) ? "(hidden)" : given.value())));
        options.channels()
                .keySet()
                .forEach(pattern ->
                        settings.add(
                                new Setting("store_limits.channels", "", "limits of " + pattern)));
        return settings;
    }

    private static List<String> errors(Request request) {
        return switch (request) {
            case Request.Start ignored -> List.of();
            case Request.Refuse refusal -> refusal.lines();
            case Request.Fail fail ->
                    List.of(
                            switch (fail.failure()) {
                                case Request.Failure.OfStreaming streaming -> streaming.cause();
                                case Request.Failure.OfCore core -> core.line();
                            });
            case Request.Print print -> List.of(print.text());
            case Request.Tell ignored -> List.of("a configuration file cannot send signals");
        };
    }
}
