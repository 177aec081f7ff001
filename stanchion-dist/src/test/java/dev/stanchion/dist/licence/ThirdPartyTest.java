package dev.stanchion.dist.licence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThirdPartyTest {
    private static final Path SHIPPED = Path.of("target/third-party");

    @TempDir private Path temp;

    @Test
    void shouldKnowTheLicenceOfEverythingThatIsShipped() throws IOException {
        // when
        var libraries = ThirdParty.libraries(SHIPPED, SHIPPED);

        // then
        assertThat(libraries)
                .hasSizeGreaterThan(20)
                .allSatisfy(library -> assertThat(library.licences()).isNotEmpty())
                .allSatisfy(library -> library.copyNotices(temp.resolve(library.name())));
        assertThat(libraries)
                .filteredOn(library -> library.name().startsWith("mariadb"))
                .singleElement()
                .satisfies(library -> assertThat(library.licences()).contains(Licence.LGPL_2_1));
        assertThat(temp.resolve("slf4j-api-2.0.20.jar/LICENSE.txt")).exists();
    }

    @Test
    void shouldListLibrariesAndLayTextsBesideTheList() throws IOException {
        // when
        ThirdParty.main(new String[] {SHIPPED.toString(), SHIPPED.toString(), temp.toString()});

        // then
        assertThat(temp.resolve("THIRD-PARTY.txt"))
                .content()
                .containsPattern("netty-buffer-\\S+jar +Apache-2.0\n    https://netty.io/")
                .containsPattern("HdrHistogram-\\S+jar +CC0-1.0 or BSD-2-Clause\n");
        assertThat(temp.resolve("APACHE_2.txt")).content().contains("Version 2.0, January 2004");
        assertThat(temp.resolve("LGPL_2_1.txt")).content().contains("Version 2.1, February 1999");
    }

    @Test
    void shouldTakeTheLicenceOfAParent() throws IOException {
        // given
        pom("child-1", "<parent><artifactId>parent</artifactId><version>1</version></parent>");
        pom("parent-1", "<licenses><license><name>MIT License</name></license></licenses>");

        // when
        Library library = Library.of(jar("child-1", "LICENSE"), temp);

        // then
        assertThat(library.licences()).containsExactly(Licence.MIT);
    }

    @Test
    void shouldRefuseALibraryWithoutALicence() throws IOException {
        // given
        pom("wild-1", "");

        // then
        assertThatThrownBy(() -> Library.of(jar("wild-1", "LICENSE"), temp))
                .isInstanceOf(LicenceException.class)
                .hasMessageStartingWith("wild-1.jar: neither its POM nor a parent of it in ");
    }

    @Test
    void shouldRefuseALicenceThatIsNotKnown() throws IOException {
        // given
        pom("wild-1", "<licenses><license><name>Beerware</name></license></licenses>");

        // then
        assertThatThrownBy(() -> Library.of(jar("wild-1", "LICENSE"), temp))
                .hasMessageStartingWith("wild-1.jar: licence \"Beerware\" is not among those");
    }

    @Test
    void shouldRefuseALibraryThatDoesNotCarryWhatNamesItsAuthors() throws IOException {
        // given
        pom("bare-1", "<licenses><license><name>MIT</name></license></licenses>");
        Library library = Library.of(jar("bare-1", "MANIFEST.MF"), temp);

        // then
        assertThatThrownBy(() -> library.copyNotices(temp))
                .hasMessage(
                        "bare-1.jar has no text of its licence in META-INF, and must have one.");
    }

    private void pom(String name, String content) throws IOException {
        Files.writeString(temp.resolve(name + ".pom"), "<project>" + content + "</project>");
    }

    private Path jar(String name, String fileInMetaInf) throws IOException {
        Path jar = temp.resolve(name + ".jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/" + fileInMetaInf));
            zip.write("text".getBytes(UTF_8));
        }
        return jar;
    }
}
