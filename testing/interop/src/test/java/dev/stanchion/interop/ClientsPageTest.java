package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import dev.stanchion.interop.page.GeneratedPage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

class ClientsPageTest {

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        GeneratedPage.assertCommitted("clients.md", ClientsPage.text());
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
