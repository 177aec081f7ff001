package dev.stanchion.dist.licence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A jar of others, with its licences. Immutable.
 *
 * @param home where it comes from; empty if its POMs do not say it
 */
record Library(Path jar, List<Licence> licences, String home) {
    /**
     * Finds the licences of a jar in its POM, or in a parent of that.
     *
     * @param poms the directory that has them
     * @throws LicenceException if there is none, or one that is not known
     */
    static Library of(Path jar, Path poms) {
        String home = "";
        Optional<Path> file = Optional.of(pomOf(jar, poms));
        while (file.isPresent() && Files.exists(file.get())) {
            Pom pom = Pom.read(file.get());
            home = home.isEmpty() ? pom.home() : home;
            if (!pom.licences().isEmpty()) {
                List<Licence> licences =
                        pom.licences().stream().map(name -> known(name, jar)).toList();
                return new Library(jar, licences, home);
            }
            file = pom.parent().map(poms::resolve);
        }
        throw new LicenceException(
                jar.getFileName()
                        + ": neither its POM nor a parent of it in "
                        + poms
                        + " names a licence. Do not ship it before you know it.");
    }

    /** A jar for one processor has the POM of all. */
    private static Path pomOf(Path jar, Path poms) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        return poms.resolve(name.replaceFirst("-linux-(x86_64|aarch_64)$", "") + ".pom");
    }

    private static Licence known(String nameInPom, Path jar) {
        return Licence.named(nameInPom)
                .orElseThrow(() ->
                        new LicenceException(
                                jar.getFileName()
                                        + ": licence \""
                                        + nameInPom
                                        + "\" is not among those that are shipped. If it may be,"
                                        + " add it to Licence, with its text."));
    }

    String name() {
        return jar.getFileName().toString();
    }

    /**
     * Copies the licences and notices that it carries itself.
     *
     * @throws LicenceException if it should carry one and does not
     */
    void copyNotices(Path directory) {
        try (var zip = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(zip.getPath("/META-INF"))) {
            List<Path> notices =
                    files.filter(Files::isRegularFile).filter(Library::isNotice).toList();
            if (notices.isEmpty() && licences.stream().allMatch(Licence::isCarriedByLibrary)) {
                throw new LicenceException(
                        name() + " has no text of its licence in META-INF, and must have one.");
            }
            for (Path notice : notices) {
                String place = zip.getPath("/META-INF").relativize(notice).toString();
                Files.createDirectories(directory);
                Files.write(directory.resolve(place.replace('/', '_')), Files.readAllBytes(notice));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNotice(Path file) {
        String name = file.getFileName().toString().toUpperCase(Locale.ROOT);
        return !name.endsWith(".CLASS")
                && (name.contains("LICENSE")
                        || name.contains("LICENCE")
                        || name.contains("NOTICE"));
    }
}
