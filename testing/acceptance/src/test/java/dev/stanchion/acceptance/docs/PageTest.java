package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private static Page page(String text) {
        return Page.of(Path.of("page.md"), text.lines().toList());
    }

    @Test
    void shouldFindBlocksWithWhatIsSaidOfThem() {
        // when
        Page page =
                page(
                        """
                        Start `it`:

                        <!-- not run: needs a cluster -->

                        ```sh
                        kubectl get pods
                        ```
                        ```text
                        …
                        ```
                        Then
                        ```
                        ```
                        """);

        // then
        assertThat(page.blocks()).hasSize(3);
        assertThat(page.blocks().getFirst())
                .isEqualTo(
                        new Page.Block(
                                5,
                                "sh",
                                "not run: needs a cluster",
                                false,
                                List.of("kubectl get pods")));
        assertThat(page.blocks().get(1).isNext()).isTrue();
        assertThat(page.blocks().get(1).comment()).isEmpty();
        assertThat(page.blocks().get(2).isNext()).isFalse();
        assertThat(page.inlineCode()).containsExactly("it");
        assertThat(page.prose()).noneMatch(line -> line.contains("kubectl"));
    }
}
