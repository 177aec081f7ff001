package dev.stanchion.dist.licence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ThirdParty LIB POMS OUT}: lists the libraries in LIB with their licences, which POMS name,
 * in OUT, and lays the texts there.
 */
public final class ThirdParty {
    private static final String OWN = "stanchion-";

    private ThirdParty() {}

    /** Ends with 1, and with why, if the licence of a library is not known. */
    public static void main(String[] args) throws IOException {
        try {
            write(libraries(Path.of(args[0]), Path.of(args[1])), Path.of(args[2]));
        } catch (LicenceException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Returns the jars of others in a directory. */
    static List<Library> libraries(Path lib, Path poms) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(jar -> !jar.getFileName().toString().startsWith(OWN))
                    .sorted()
                    .map(jar -> Library.of(jar, poms))
                    .toList();
        }
    }

    private static void write(List<Library> libraries, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("THIRD-PARTY.txt"), list(libraries));
        Set<Licence> used = EnumSet.noneOf(Licence.class);
        for (Library library : libraries) {
            library.copyNotices(directory.resolve(library.name().replaceFirst("\\.jar$", "")));
            library.licences().stream()
                    .filter(licence -> !licence.isCarriedByLibrary())
                    .forEach(used::add);
        }
        for (Licence licence : used) {
            Files.write(directory.resolve(licence.fileName()), licence.text());
        }
    }

    private static String list(List<Library> libraries) {
        String lines =
                libraries.stream()
                        .map(library ->
                                "%-62s %s%n    %s%n"
                                        .formatted(
                                                library.name(), licences(library), library.home()))
                        .collect(Collectors.joining());
        return """
        The libraries that Stanchion brings in lib/, unchanged and each in a jar of its own, with
        their licences. The texts are beside this file; what a library says itself is in the folder
        of its name. The page of the dashboard has libraries in stanchion-dashboard.jar: the folder
        dashboard has their licences, and vendor.json says where they come from. The Java runtime in runtime/ is Eclipse Temurin: GPL 2 with the Classpath
        Exception, see runtime/legal.

        """
                + lines;
    }

    private static String licences(Library library) {
        return library.licences().stream()
                .map(Licence::shownName)
                .collect(Collectors.joining(" or "));
    }
}
