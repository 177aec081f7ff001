package dev.stanchion.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar of this module in programs that bring SLF4J, and perhaps an older Netty of their own. */
class EmbeddedJarIT {
    private static final Path JAR = Path.of(System.getProperty("embedded.jar"));
    private static final Path OLDER_NETTY = Path.of(System.getProperty("older.netty"));

    /** Loads everything anew, from the jar, SLF4J and what else a program has. */
    private static URLClassLoader program(List<Path> others) throws MalformedURLException {
        String slf4j =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.contains("slf4j-api"))
                        .findFirst()
                        .orElseThrow();
        List<URL> jars = new ArrayList<>();
        for (Path other : others) {
            jars.add(url(other));
        }
        jars.add(url(Path.of(slf4j)));
        jars.add(url(JAR));
        return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path file) throws MalformedURLException {
        URI uri = file.toUri();
        return uri.toURL();
    }

    private static List<Path> olderNetty() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(OLDER_NETTY)) {
            List<Path> found = new ArrayList<>();
            jars.forEach(found::add);
            return found;
        }
    }

    @Test
    void shouldHaveNothingUnderTheNamesOfOthers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .allMatch(name ->
                            name.startsWith("dev/")
                                    || name.startsWith("META-INF/")
                                    || name.equals("LICENSE"))
                    .noneMatch(name -> name.startsWith("META-INF/versions/"))
                    .noneMatch(name -> name.startsWith("META-INF/services/reactor."))
                    .noneMatch(name -> name.endsWith(".so"))
                    .noneMatch(name -> name.startsWith("dev/stanchion/protocol/"))
                    .anyMatch(name -> name.startsWith("dev/stanchion/embedded/netty/channel/"));
        }
    }

    @Test
    void shouldServeBesideSlf4jAlone() throws ReflectiveOperationException, IOException {
        try (URLClassLoader program = program(List.of())) {
            assertServes(program);
        }
    }

    @Test
    void shouldServeInAProgramWithAnOlderNetty() throws ReflectiveOperationException, IOException {
        try (URLClassLoader program = program(olderNetty())) {
            assertThat(program.loadClass("io.netty.channel.SingleThreadEventLoop")).isNotNull();
            assertServes(program);
        }
    }

    private static void assertServes(URLClassLoader program)
            throws ReflectiveOperationException, IOException {
        Class<?> options = program.loadClass("dev.stanchion.server.ServerOptions");
        Object builder = options.getMethod("builder").invoke(null);
        builder.getClass().getMethod("port", int.class).invoke(builder, 0);
        Object built = builder.getClass().getMethod("build").invoke(builder);
        Class<?> server = program.loadClass("dev.stanchion.server.StanchionServer");
        Object started = server.getMethod("start", options).invoke(null, built);
        try {
            assertThat(greeting((int) server.getMethod("port").invoke(started)))
                    .startsWith("INFO {");
        } finally {
            server.getMethod("close").invoke(started);
        }
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            return in.readLine();
        }
    }

    /** What a program compiles against must not change with the names inside the jar. */
    @Test
    void shouldNotMentionNettyInTheEmbeddingApi() throws ReflectiveOperationException, IOException {
        try (URLClassLoader program = program(List.of())) {
            List<String> members = new ArrayList<>();
            for (String type :
                    List.of(
                            "StanchionServer",
                            "ServerOptions",
                            "ServerOptions$Builder",
                            "StoreChoice",
                            "StoreChoice$File",
                            "Limits",
                            "SessionJournal",
                            "ExternalNats",
                            "FtGroup",
                            "StoreEncryption",
                            "ConfigurationException",
                            "StartException")) {
                Class<?> api = program.loadClass("dev.stanchion.server." + type);
                Stream.of(api.getMethods(), api.getConstructors(), api.getFields())
                        .flatMap(Stream::of)
                        .map(EmbeddedJarIT::signature)
                        .forEach(members::add);
            }
            assertThat(members)
                    .hasSizeGreaterThan(100)
                    .noneMatch(signature -> signature.contains("netty"));
        }
    }

    private static String signature(AnnotatedElement member) {
        if (member instanceof Method method) {
            return method.toGenericString();
        }
        if (member instanceof Constructor<?> constructor) {
            return constructor.toGenericString();
        }
        return member instanceof Field field ? field.toGenericString() : member.toString();
    }
}
