package dev.stanchion.server.commandline;

import dev.stanchion.engine.policy.PolicyRule;
import dev.stanchion.engine.policy.PolicySetting;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Position;
import dev.stanchion.server.config.SyntaxException;
import dev.stanchion.server.config.keys.BadKeyException;
import dev.stanchion.server.config.keys.FileOptions;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagParser;
import dev.stanchion.server.flags.ParsedFlags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The result of checking a configuration file without starting a server. Immutable.
 *
 * @param settings the keys that have an effect, in the order of the file
 * @param warnings one line for each key whose value may be a mistake
 * @param ignored one line for each key without effect, with its place and the reason
 * @param unknown one line for each unknown key that a server with compat strict would ignore
 * @param errors one line for each reason why a server would not start
 */
public record ConfigurationCheck(
        List<Setting> settings,
        List<String> warnings,
        List<String> ignored,
        List<String> unknown,
        List<String> errors) {
    private static final Comparator<Placed> IN_FILE_ORDER =
            Comparator.comparing((Placed each) -> each.place().file())
                    .thenComparingInt(each -> each.place().line())
                    .thenComparingInt(each -> each.place().column());

    private record Placed(Position place, Setting setting) {}

    public ConfigurationCheck {
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
        ignored = List.copyOf(ignored);
        unknown = List.copyOf(unknown);
        errors = List.copyOf(errors);
    }

    /**
     * A key that has an effect.
     *
     * @param place the place in the file, and the key as written
     * @param flag the flag that means the same; empty if there is none
     * @param value the value as understood; a secret is not shown
     */
    public record Setting(String place, String flag, String value) {}

    /** Checks a file as {@code -c} reads it. */
    public static ConfigurationCheck of(String file, Map<String, String> environment) {
        List<String> line = List.of("-c", file);
        ParsedFlags flags = FlagParser.parse(line, Dialect.STANCHION_SERVER);
        FileOptions options;
        try {
            options = FileOptions.read(flags, environment);
        } catch (SyntaxException | FileOpenException | BadKeyException e) {
            return new ConfigurationCheck(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(String.valueOf(e.getMessage())));
        }
        ParsedFlags all = flags.over(options.given());
        Request request =
                ServerCommandLine.start(all, options, environment, Dialect.STANCHION_SERVER);
        return new ConfigurationCheck(
                settings(options, all),
                options.warnings(),
                ignored(options, all),
                all.has(Flag.COMPAT) ? options.unknown().lines() : List.of(),
                errors(request));
    }

    /** Returns whether a server would start with it and knows all its keys. */
    public boolean isClean() {
        return errors.isEmpty() && unknown.isEmpty();
    }

    private static List<Setting> settings(FileOptions options, ParsedFlags all) {
        List<Placed> settings = new ArrayList<>();
        options.places()
                .forEach((flag, place) -> {
                    if (StartFlags.whyWithoutEffect(flag, all).isEmpty()) {
                        settings.add(new Placed(place, setting(flag, all)));
                    }
                });
        options.secured().forEach(key -> settings.add(secured(key.entry())));
        List<Setting> inOrder = new ArrayList<>();
        settings.stream().sorted(IN_FILE_ORDER).forEach(each -> inOrder.add(each.setting()));
        for (PolicyRule rule : options.policies().rules()) {
            for (PolicySetting each : rule.settings()) {
                inOrder.add(
                        new Setting(
                                each.place() + ": " + each.key().text(),
                                "",
                                each.value() + " for " + rule.target()));
            }
        }
        options.channels()
                .keySet()
                .forEach(pattern ->
                        inOrder.add(
                                new Setting("store_limits.channels", "", "limits of " + pattern)));
        return inOrder;
    }

    private static Placed secured(Entry entry) {
        return new Placed(
                entry.position(),
                new Setting(entry.position() + ": " + entry.key(), "", ShownValues.of(entry)));
    }

    private static Setting setting(Flag flag, ParsedFlags all) {
        return new Setting(
                all.labelOf(flag),
                Dialect.STANCHION_SERVER.longestNameOf(flag),
                ShownValues.of(flag, all));
    }

    private static List<String> ignored(FileOptions options, ParsedFlags all) {
        List<String> ignored = new ArrayList<>(options.remarks());
        for (Flag flag : options.places().keySet()) {
            String because = StartFlags.whyWithoutEffect(flag, all);
            if (!because.isEmpty()) {
                ignored.add(all.labelOf(flag) + " has no effect: " + because);
            }
        }
        return ignored;
    }

    private static List<String> errors(Request request) {
        return switch (request) {
            case Request.Start ignored -> List.of();
            case Request.Refuse refusal -> refusal.lines();
            case Request.Fail fail -> List.of(fail.failure().text());
            case Request.Print print -> List.of(print.text());
            case Request.Tested ignored -> List.of();
            case Request.Tell ignored -> List.of("a configuration file cannot send signals");
        };
    }
}
