package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import dev.stanchion.interop.page.GeneratedPage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

class CoreClientsPageTest {

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        GeneratedPage.assertCommitted("core-clients.md", CoreClientsPage.text());
    }

    @Test
    void shouldListOnlyLibrariesThatATestClassRuns() {
        // when
        var run =
                ReflectionSupport.findAllClassesInPackage(
                                CoreClientsPageTest.class.getPackageName(),
                                CoreContract.class::isAssignableFrom,
                                name -> name.endsWith("IT"))
                        .stream()
                        .map(type -> type.getAnnotation(WithCoreLibrary.class).value());

        // then
        assertThat(run).containsExactlyInAnyOrderElementsOf(Arrays.asList(CoreLibrary.values()));
    }
}
