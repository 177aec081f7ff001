package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.server.commandline.ConfigurationCheck;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stanchion config}: what a configuration file means, without starting a server. */
@Command(
        name = "config",
        description = "Check configuration files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
    private final Console console;
    private final Map<String, String> environment;

    ConfigCommand(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** Returns {@code stanchion config check}. */
    Check check() {
        return new Check();
    }

    /** {@code stanchion config check FILE}. */
    @Command(
            name = "check",
            description = {
                "Check a configuration file without starting a server.",
                "The command prints each setting that a server would use, each one that it"
                        + " would ignore with the reason, and each error that would prevent the start."
                        + " It hides secrets. Exit codes: 0 a server would start and knows every key, 1"
                        + " it would not, 2 wrong usage."
            },
            mixinStandardHelpOptions = true)
    final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Configuration file, as for the flag -c.")
        private String file = "";

        @Override
        public Integer call() {
            ConfigurationCheck check = ConfigurationCheck.of(file, environment);
            check.settings().forEach(this::show);
            check.warnings().forEach(line -> console.line("warning: " + line));
            check.ignored().forEach(line -> console.line("ignored: " + line));
            check.unknown().forEach(line -> console.line("error: " + line));
            check.errors().forEach(line -> console.line("error: " + line));
            console.line(verdict(check));
            return check.isClean() ? ExitCode.DONE : ExitCode.FAILED;
        }

        private void show(ConfigurationCheck.Setting setting) {
            String flag = setting.flag().isEmpty() ? "" : "  (" + setting.flag() + ")";
            console.line(
                    setting.place() + " = " + console.paint(Style.NAME, setting.value()) + flag);
        }

        private String verdict(ConfigurationCheck check) {
            String counts =
                    "%d used, %d ignored"
                            .formatted(check.settings().size(), check.ignored().size());
            if (!check.errors().isEmpty()) {
                return file + ": a server would not start with it; " + counts;
            }
            return check.isClean()
                    ? file + ": a server would start with it; " + counts
                    : file
                            + ": a server would start with it, because compat is strict, but the"
                            + " file has unknown keys; "
                            + counts;
        }
    }
}
