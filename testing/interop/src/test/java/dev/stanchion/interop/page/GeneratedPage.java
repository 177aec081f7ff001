package dev.stanchion.interop.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs} that tests make. */
public final class GeneratedPage {
    private static final String WRITE = "clients.page";

    private GeneratedPage() {}

    /**
     * Fails if a page does not have its expected content. With {@code -Dclients.page=write} it is
     * written first.
     */
    public static void assertCommitted(String name, String text) throws IOException {
        Path page = Project.root().resolve("docs/reference").resolve(name);
        if (System.getProperty(WRITE, "check").equals("write")) {
            Files.writeString(page, text);
        }
        assertThat(page).as("run again with -D%s=write", WRITE).hasContent(text);
    }
}
