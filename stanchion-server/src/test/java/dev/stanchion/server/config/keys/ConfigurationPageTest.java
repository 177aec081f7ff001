package dev.stanchion.server.config.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.config.keys.FileKey.Meaning;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagSupport;
import dev.stanchion.server.flags.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/reference/configuration.md}; {@code -Dconfiguration.page=write} writes
 * them.
 */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");
    private static final String TABLES = "## Keys\n";

    @Test
    void shouldShowEveryKeyAsItIs() throws IOException {
        // given
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(TABLES)) + tables();
        if ("write".equals(System.getProperty("configuration.page"))) {
            Files.writeString(PAGE, expected);
        }

        // then
        assertThat(PAGE).as("write it with -Dconfiguration.page=write").hasContent(expected);
    }

    @Test
    void shouldHaveEachNameOnceInItsMap() {
        for (Scope scope : Scope.values()) {
            Set<String> names = new HashSet<>();
            for (FileKey key : scope.keys()) {
                key.names().forEach(name -> assertThat(names.add(name)).as(name).isTrue());
            }
        }
    }

    private static String tables() {
        return TABLES
                + Arrays.stream(Scope.values())
                        .map(ConfigurationPageTest::table)
                        .collect(Collectors.joining());
    }

    private static String table(Scope scope) {
        return """

        ### %s

        | Key | Value | Default | Flag | In this version |
        | --- | --- | --- | --- | --- |
        %s\
        """
                .formatted(
                        title(scope),
                        scope.keys().stream()
                                .map(ConfigurationPageTest::row)
                                .collect(Collectors.joining()));
    }

    private static String title(Scope scope) {
        return switch (scope) {
            case CORE -> "Top level: the NATS part";
            case STREAMING -> "`streaming { }`";
            case OWN_TLS -> "`streaming { tls { } }`";
            case STORE_LIMITS -> "`streaming { store_limits { } }`";
            case CHANNEL -> "`channels { \"orders.*\" { } }` of store limits, beside the limits";
            case FILE_STORE -> "`streaming { file { } }`";
            case SQL_STORE -> "`streaming { sql { } }`";
            case JETSTREAM_STORE -> "`streaming { jetstream { } }`";
            case POLICY -> "`streaming { policies { \"tickets:*\" { } } }`";
            case PARKED -> "`parked { }` of policies";
            case WEBSOCKET -> "`websocket { }`";
            case ADMIN -> "`admin { }`";
            case ADMIN_USER -> "`admin { users [ { } ] }`";
            case AUTHORIZATION -> "`authorization { }`";
            case USER -> "`authorization { users [ { } ] }`";
            case PERMISSIONS -> "`permissions { }` and `default_permissions { }`";
            case SUBJECTS -> "`publish { }` and `subscribe { }` of permissions";
            case RESPONSES -> "`allow_responses { }`";
            case CHANNEL_RIGHTS -> "`streaming { }` of permissions";
            case TLS -> "`tls { }`";
        };
    }

    private static String row(FileKey key) {
        String names = code(key.names(), "");
        return switch (key.meaning()) {
            case Meaning.Sets(Flag flag) ->
                    row(
                            names,
                            kind(flag.kind()),
                            flag.defaultValue(),
                            code(flag.names(), "-"),
                            flag.support());
            case Meaning.Either(Flag truth, Flag ignored) ->
                    row(
                            names,
                            "bool, or `always`, an interval, `os`",
                            truth.defaultValue(),
                            code(truth.names(), "-"),
                            truth.support());
            case Meaning.Address(Flag ignored, Flag port) ->
                    row(names, "port, or host:port", "", "", port.support());
            case Meaning.Inner ignored -> row(names, "map, below", "", "", FlagSupport.USED);
            case Meaning.Channels ignored ->
                    row(names, "map of names and patterns to limits", "", "", FlagSupport.USED);
            case Meaning.Policies ignored ->
                    row(
                            names,
                            "map of channel patterns to policies, below",
                            "",
                            "",
                            FlagSupport.USED);
            case Meaning.OfChannel(String value) -> row(names, value, "", "", FlagSupport.USED);
            case Meaning.OfPolicy(String value) -> row(names, value, "", "", FlagSupport.USED);
            case Meaning.Secures(String value) -> row(names, value, "", "", FlagSupport.USED);
            case Meaning.Links(String inside, FlagSupport linked, FlagSupport alone) ->
                    "| %s | map |  |  | %s; with `%s` %s |%n"
                            .formatted(names, support(alone), inside, support(linked));
            case Meaning.Unsupported(FlagSupport support) -> row(names, "", "", "", support);
        };
    }

    private static String row(
            String names, String value, String defaultValue, String flags, FlagSupport support) {
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(names, value, defaultValue, flags, support(support));
    }

    private static String code(List<String> names, String prefix) {
        return names.stream()
                .map(name -> "`" + prefix + name + "`")
                .collect(Collectors.joining(" "));
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case TEXT -> "string";
            case TEXTS -> "list of strings";
            case BOOL -> "bool";
            case INTEGER -> "int";
            case DURATION -> "duration";
            case SIZE -> "size";
        };
    }

    private static String support(FlagSupport support) {
        return switch (support) {
            case FlagSupport.Used ignored -> "works";
            case FlagSupport.OfStore of -> "works with `store: " + of.store() + "`";
            case FlagSupport.OfExternalNats ignored -> "works with `ns`";
            case FlagSupport.Inert inert -> "no effect: " + inert.because();
            case FlagSupport.Missing missing -> "refused: " + missing.because();
            case FlagSupport.MissingUnlessInGroup missing ->
                    "without a group refused: "
                            + missing.because()
                            + "; in a group no effect: "
                            + missing.inGroup();
        };
    }
}
