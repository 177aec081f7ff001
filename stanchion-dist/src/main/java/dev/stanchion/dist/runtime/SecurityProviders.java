package dev.stanchion.dist.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the security providers that a linked runtime does not have out of its list.
 *
 * <p>{@code jlink} leaves the list of the whole JDK. For a provider on it that is in no module, the
 * JDK looks through the class path, and loads whatever provider lies there to ask for its name: the
 * first TLS connection would wait for BouncyCastle, which is there for somebody else.
 */
public final class SecurityProviders {
    private static final Pattern LINE = Pattern.compile("security\\.provider\\.\\d+=(\\S+).*");

    private SecurityProviders() {}

    /** {@code SecurityProviders}: changes the runtime that runs it. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(System.getProperty("java.home"), "conf", "security", "java.security");
        Set<String> present =
                Arrays.stream(Security.getProviders())
                        .map(Provider::getName)
                        .collect(Collectors.toSet());
        Files.write(file, keep(Files.readAllLines(file), present));
    }

    /** Returns the lines with the providers that are present, numbered without a gap. */
    static List<String> keep(List<String> lines, Set<String> present) {
        int[] number = {0};
        return lines.stream()
                .filter(line -> {
                    Matcher provider = LINE.matcher(line);
                    return !provider.matches() || present.contains(provider.group(1));
                })
                .map(line ->
                        LINE.matcher(line).matches()
                                ? line.replaceFirst("\\d+", Integer.toString(++number[0]))
                                : line)
                .toList();
    }
}
