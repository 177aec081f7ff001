package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program embeds the server without the SQL store, its pool and its drivers. */
class WithoutSqlStoreTest {
    private static final List<String> LEFT_OUT =
            List.of("stanchion-store-sql", "HikariCP", "postgresql", "mariadb-java-client");

    /** Loads everything anew, as a program with these jars alone would. */
    private static URLClassLoader withoutSql() {
        URL[] jars =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> LEFT_OUT.stream().noneMatch(entry::contains))
                        .map(WithoutSqlStoreTest::url)
                        .toArray(URL[]::new);
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            URI uri = Path.of(entry).toUri();
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldStart() throws ReflectiveOperationException, IOException {
        try (URLClassLoader loader = withoutSql()) {
            Class<?> options = loader.loadClass("dev.stanchion.server.ServerOptions");
            Object builder = options.getMethod("builder").invoke(null);
            builder.getClass().getMethod("port", int.class).invoke(builder, 0);
            Class<?> server = loader.loadClass("dev.stanchion.server.StanchionServer");
            AutoCloseable started =
                    (AutoCloseable)
                            server.getMethod("start", options)
                                    .invoke(
                                            null,
                                            builder.getClass().getMethod("build").invoke(builder));
            assertThat((int) server.getMethod("port").invoke(started)).isPositive();
            server.getMethod("close").invoke(started);
        }
    }

    @Test
    void shouldNameWhatIsMissingWhenTheSqlStoreIsChosen()
            throws ReflectiveOperationException, IOException {
        try (URLClassLoader loader = withoutSql()) {
            Class<?> dialect = loader.loadClass("dev.stanchion.server.flags.Dialect");
            Object stanchion = dialect.getField("STANCHION_SERVER").get(null);
            var read =
                    loader.loadClass("dev.stanchion.server.commandline.ServerCommandLine")
                            .getMethod("read", List.class, dialect, Map.class, String.class);
            List<String> arguments =
                    List.of(
                            "--store",
                            "sql",
                            "--sql_driver",
                            "mysql",
                            "--sql_source",
                            "a:b@tcp(c)/d");
            assertThat(read.invoke(null, arguments, stanchion, Map.of(), "2.10.29"))
                    .asString()
                    .contains("add dev.stanchion:stanchion-store-sql");
        }
    }
}
