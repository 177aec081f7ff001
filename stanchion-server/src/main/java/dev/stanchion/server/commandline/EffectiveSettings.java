package dev.stanchion.server.commandline;

import dev.stanchion.server.api.Setting;
import dev.stanchion.server.config.keys.FileOptions;
import dev.stanchion.server.config.keys.KeyNames;
import dev.stanchion.server.config.keys.SecuredKey;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagGroup;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.server.flags.ParsedFlags.Given;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server with the place of each, for people who look at a running server. No
 * secret leaves it. The list is made when somebody asks for it, because a start does without.
 * Immutable.
 */
public final class EffectiveSettings {
    /** These ask for something else than a server. */
    private static final Set<Flag> REQUESTS =
            EnumSet.of(Flag.SIGNAL, Flag.CHECK_CONFIG, Flag.HELP, Flag.VERSION, Flag.HELP_TLS);

    /** These are short for other flags. */
    private static final Set<Flag> SHORT_FORMS =
            EnumSet.of(
                    Flag.STAN_DEBUG_TRACE,
                    Flag.DEBUG_TRACE,
                    Flag.VERBOSE_TRACE,
                    Flag.DEBUG_VERBOSE_TRACE);

    /** A file says these in maps of its own, which {@link FileOptions#secured} names. */
    private static final Set<Flag> ALSO_IN_MAPS =
            EnumSet.of(
                    Flag.USER,
                    Flag.PASS,
                    Flag.AUTH,
                    Flag.TLS,
                    Flag.TLS_CERT,
                    Flag.TLS_KEY,
                    Flag.TLS_VERIFY,
                    Flag.TLS_CACERT);

    /** What {@link dev.stanchion.server.ReloadPlan} and the log take while the server runs. */
    private static final Set<Flag> RELOADED =
            Stream.of(
                            ALSO_IN_MAPS,
                            EnumSet.range(Flag.LOG, Flag.LOG_LEVELS),
                            EnumSet.range(Flag.MAX_CONNECTIONS, Flag.WRITE_DEADLINE),
                            EnumSet.of(
                                    Flag.CLIENT_ADVERTISE,
                                    Flag.PID,
                                    Flag.PORTS_FILE_DIR,
                                    Flag.MAX_TRACED_MSG_LEN,
                                    Flag.LAME_DUCK_DURATION,
                                    Flag.LAME_DUCK_GRACE_PERIOD,
                                    Flag.POLICY))
                    .flatMap(Set::stream)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Flag.class)));

    /** A reload takes the other keys about security. */
    private static final Set<String> UNTIL_RESTART = Set.of("admin", "websocket.tls");

    private final ParsedFlags flags;
    private final FileOptions file;

    /**
     * @param flags with the file's values for those that were not given
     */
    EffectiveSettings(ParsedFlags flags, FileOptions file) {
        this.flags = flags;
        this.file = file;
    }

    /** Returns whether a reload takes a change of the flag's value. */
    static boolean isReloaded(Flag flag) {
        return RELOADED.contains(flag);
    }

    /** Lists the settings that this server uses. */
    public List<Setting> list() {
        Stream<Setting> single =
                EnumSet.allOf(Flag.class).stream()
                        .filter(flag -> isUsed(flag, flags))
                        .map(flag -> setting(flag, flags));
        return Stream.concat(single, file.secured().stream().map(EffectiveSettings::secured))
                .toList();
    }

    private static boolean isUsed(Flag flag, ParsedFlags flags) {
        boolean isListedOnlyIfGiven = SHORT_FORMS.contains(flag) || ALSO_IN_MAPS.contains(flag);
        return FlagGroup.isUsable(flag)
                && !REQUESTS.contains(flag)
                && (flags.has(flag) || !isListedOnlyIfGiven)
                && StartFlags.whyWithoutEffect(flag, flags).isEmpty();
    }

    private static Setting setting(Flag flag, ParsedFlags flags) {
        return new Setting(
                KeyNames.of(flag),
                Dialect.STANCHION_SERVER.longestNameOf(flag),
                ShownValues.of(flag, flags),
                flag.defaultValue(),
                place(flags.given().get(flag)),
                !isReloaded(flag));
    }

    private static String place(@Nullable Given given) {
        if (given == null) {
            return "";
        }
        return given.place().isEmpty() ? Setting.COMMAND_LINE : given.place();
    }

    /** Most of these are maps, with passwords inside. */
    private static Setting secured(SecuredKey key) {
        return new Setting(
                key.path(),
                "",
                ShownValues.of(key.entry()),
                "",
                key.entry().position().toString(),
                UNTIL_RESTART.contains(key.path()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EffectiveSettings settings && list().equals(settings.list());
    }

    @Override
    public int hashCode() {
        return list().hashCode();
    }

    @Override
    public String toString() {
        return list().toString();
    }
}
