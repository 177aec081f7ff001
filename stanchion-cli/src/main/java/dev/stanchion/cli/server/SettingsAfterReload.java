package dev.stanchion.cli.server;

import dev.stanchion.server.api.Setting;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says which settings are in effect after a reload: those of the start, or those of the file now.
 */
final class SettingsAfterReload {
    private static final Set<String> ABOUT_USERS =
            Set.of("authorization", "no_auth_user", "--user", "--pass", "--auth");

    private SettingsAfterReload() {}

    /**
     * Returns the settings that are in effect.
     *
     * @param before those in effect before the reload
     * @param read those of the command line and its files now
     * @param keepsUsers whether the users stay, whatever was read
     */
    static List<Setting> of(List<Setting> before, List<Setting> read, boolean keepsUsers) {
        return Stream.concat(
                        before.stream().filter(each -> stays(each, keepsUsers)),
                        read.stream().filter(each -> !stays(each, keepsUsers)))
                .toList();
    }

    private static boolean stays(Setting setting, boolean keepsUsers) {
        return setting.needsRestart()
                || (keepsUsers
                        && (ABOUT_USERS.contains(setting.key())
                                || ABOUT_USERS.contains(setting.flag())));
    }
}
