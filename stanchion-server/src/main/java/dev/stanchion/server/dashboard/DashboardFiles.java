package dev.stanchion.server.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of the dashboard as they are in its module. Immutable. */
final class DashboardFiles {
    static final String INDEX = "index.html";

    private static final String LIST = "META-INF/stanchion/ui.txt";
    private static final String FOLDER = "META-INF/stanchion/ui/";
    private static final int BUILD_DIGITS = 12;
    private static final String BUILD = "@build@";

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "mjs", "text/javascript; charset=utf-8",
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "txt", "text/plain; charset=utf-8");

    private final String build;
    private final Map<String, byte[]> files;

    private DashboardFiles(String build, Map<String, byte[]> files) {
        this.build = build;
        this.files = files;
    }

    /** Returns whether the module is there. */
    static boolean areThere() {
        return DashboardFiles.class.getClassLoader().getResource(LIST) != null;
    }

    /**
     * Reads all files.
     *
     * @throws UncheckedIOException if the module is not there, or cannot be read
     */
    static DashboardFiles read() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : new String(resource(LIST), UTF_8).lines().toList()) {
            files.put(name, resource(FOLDER + name));
        }
        String build = hashOf(files).substring(0, BUILD_DIGITS);
        files.computeIfPresent(
                INDEX,
                (name, page) -> new String(page, UTF_8).replace(BUILD, build).getBytes(UTF_8));
        return new DashboardFiles(build, files);
    }

    private static byte[] resource(String path) {
        try (InputStream in = DashboardFiles.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("the file " + path + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("read the dashboard: " + e.getMessage(), e);
        }
    }

    private static String hashOf(Map<String, byte[]> files) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                hash.update(name.getBytes(UTF_8));
                hash.update((byte) 0);
                hash.update(bytes);
            });
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns what tells these files from those of another build. */
    String build() {
        return build;
    }

    /** Returns a file; empty if there is none of this name. */
    Optional<byte[]> file(String name) {
        byte @Nullable [] bytes = files.get(name);
        return Optional.ofNullable(bytes);
    }

    /** Returns the content type of a file. */
    static String typeOf(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
