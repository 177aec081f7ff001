package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.process.Project;
import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

class ClientsPageTest {

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        // given
        Path page = Project.root().resolve("docs/clients.md");
        if (System.getProperty("clients.page", "check").equals("write")) {
            Files.writeString(page, ClientsPage.text());
        }

        // then
        assertThat(page).as("run again with -Dclients.page=write").hasContent(ClientsPage.text());
    }

    @Test
    void shouldListOnlyLibrariesThatATestClassRuns() {
        // when
        var run =
                ReflectionSupport.findAllClassesInPackage(
                                ClientsPageTest.class.getPackageName(),
                                InteropContract.class::isAssignableFrom,
                                name -> name.endsWith("IT"))
                        .stream()
                        .map(type -> type.getAnnotation(WithLibrary.class).value());

        // then
        assertThat(run).containsExactlyInAnyOrderElementsOf(Arrays.asList(ClientLibrary.values()));
    }
}
