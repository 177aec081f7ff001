package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contexts and variables, as a person uses them. No server is needed: help shows the defaults. */
class ContextCommandTest {
    @TempDir private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setHome() {
        environment.put("XDG_CONFIG_HOME", home.toString());
    }

    private CommandRun run(String line) {
        return new CommandRun().withEnvironment(environment).run(line.split(" ", -1));
    }

    private Path file() {
        return home.resolve("stanchion/contexts.json");
    }

    private void haveTwoContexts() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                """
                {"inUse":"","contexts":[
                  {"name":"dev","url":"nats://dev:4222","cluster":"dev-cluster"},
                  {"name":"staging","url":"nats://me:secret@staging:4222","cluster":"staging",
                   "monitoring":"http://me:secret@staging:8222"}
                ]}
                """);
    }

    @Test
    void shouldLetTheContextInUseGiveTheDefaults() throws IOException {
        // given
        haveTwoContexts();

        // when
        CommandRun used = run("context use staging");

        // then
        assertThat(used.exitCode()).isZero();
        assertThat(run("publish --help").out())
                .contains("Default: nats://…@staging:4222")
                .contains("Default: staging\n");
        assertThat(run("help listen").out()).contains("Default: staging\n");
        assertThat(run("why --help").out()).contains("Default: http://…@staging:8222");
        assertThat(run("admin purge --help").out()).contains("Default: http://…@staging:8222");
        assertThat(run("dashboard --help").out()).contains("Default: http://…@staging");
    }

    @Test
    void shouldTakeTheUsualPlaceAgainWhereNoContextIsInUse() throws IOException {
        // given
        haveTwoContexts();
        run("context use staging");

        // when
        run("context unset");

        // then
        assertThat(run("publish --help").out()).contains("Default: nats://localhost:4222");
    }

    @Test
    void shouldPutTheLineBeforeANamedContextBeforeTheEnvironmentBeforeTheContextInUse()
            throws IOException {
        // given
        haveTwoContexts();
        run("context use dev");
        environment.put("STANCHION_URL", "nats://127.0.0.1:1");
        environment.put("STANCHION_CLUSTER", "of-environment");

        // then
        assertThat(run("publish c x").err()).contains("nothing listens at nats://127.0.0.1:1");
        assertThat(run("publish c x --url nats://127.0.0.1:2").err())
                .contains("nothing listens at nats://127.0.0.1:2");
        assertThat(run("context show").out())
                .contains("url         nats://127.0.0.1:1  (STANCHION_URL)")
                .contains("cluster     of-environment  (STANCHION_CLUSTER)")
                .contains("monitoring  http://localhost:8222  (default)");
        assertThat(run("context show staging").out())
                .contains("url         nats://…@staging:4222  (context staging)");
        assertThat(run("publish --context dev --help").out()).contains("Default: nats://dev:4222");
        assertThat(run("publish --context=dev --help").out()).contains("Default: dev-cluster");
    }

    @Test
    void shouldListContextsWithoutPasswords() throws IOException {
        // given
        haveTwoContexts();
        run("context use dev");

        // then
        assertThat(run("context list").out())
                .isEqualToNormalizingNewlines(
                        """
                        * dev  nats://dev:4222  dev-cluster  -
                          staging  nats://…@staging:4222  staging  http://…@staging:8222
                        """);
        assertThat(run("context list --json").out())
                .startsWith("{\"name\":\"dev\",\"url\":\"nats://dev:4222\"")
                .doesNotContain("secret");
    }

    @Test
    void shouldKeepTheFileFromOthersBecauseAUrlCanHaveAPassword() throws IOException {
        // when
        run("context add dev --url nats://dev:4222");
        run("context add staging -u nats://me:secret@staging:4222 -c staging");

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file())).contains("me:secret@staging");
        assertThat(file().getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void shouldForgetAContextThatIsRemoved() throws IOException {
        // given
        haveTwoContexts();
        run("context use dev");

        // when
        CommandRun removed = run("context remove dev");

        // then
        assertThat(removed.exitCode()).isZero();
        assertThat(run("context list").out()).doesNotContain("dev").contains("staging");
        assertThat(run("publish --help").out()).contains("Default: nats://localhost:4222");
    }

    @Test
    void shouldReplaceAContextOfTheSameName() throws IOException {
        // given
        haveTwoContexts();

        // when
        CommandRun again = run("context add dev --cluster other");

        // then
        assertThat(again.err()).startsWith("Replaced context dev.");
        assertThat(run("context list").out().lines()).hasSize(2);
        assertThat(run("context show dev").out()).contains("cluster     other  (context dev)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "context|2|stanchion context: a command is missing: list, show, add, use, unset or remove",
                "context add a.b -u x|2|stanchion context: name of a context: 'a.b' (expected: up to 64"
                        + " letters, digits, '-' and '_')",
                "context add a|2|stanchion context: the context is empty: add --url, --cluster or"
                        + " --monitoring",
                "context add a --monitoring nats://x|2|stanchion context: monitoring URL of the context"
                        + " a: 'nats://x' (expected: http://host:port)",
                "context use dve|1|there is no context 'dve'; did you mean 'dev'?",
                "context remove x|1|there is no context 'x'",
                "context show x|1|there is no context 'x'",
                "publish c d --context x|1|there is no context 'x'"
            })
    void shouldSayWhatIsWrong(String line, int exitCode, String problem) throws IOException {
        // given
        haveTwoContexts();

        // when
        CommandRun run = run(line);

        // then
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err().lines()).hasSize(2).first().isEqualTo(problem);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|Unexpected end-of-input",
                "''|it is empty",
                "{\"inUse\":\"x\"}|it has no context 'x', which is in use",
                "{\"contexts\":[{\"name\":\"a b\"}]}|name of a context: 'a b'"
            })
    void shouldNameABrokenFileAndLeaveItAlone(String content, String why) throws IOException {
        // given
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);

        // then
        for (String line : new String[] {"publish c x", "context add a -u b"}) {
            CommandRun run = run(line);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains(file().toString()).contains(why);
        }
        assertThat(Files.readString(file())).isEqualTo(content);
    }

    @Test
    void shouldSayThatThereIsNoPlaceForTheFile() {
        // given
        environment.clear();

        // then
        assertThat(run("context add a -u b").err())
                .contains("neither XDG_CONFIG_HOME nor HOME is an absolute path");
        assertThat(run("publish --help").exitCode()).isZero();
    }

    @Test
    void shouldTakeTheFileBelowTheHomeDirectory() {
        // given
        environment.clear();
        environment.put("HOME", home.toString());

        // when
        run("context add dev --url nats://dev:4222");

        // then
        assertThat(home.resolve(".config/stanchion/contexts.json")).exists();
    }
}
