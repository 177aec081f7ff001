package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every address that a reader may copy from a page into a shell works there. */
class AddressesTest {
    /** curl does not accept a port alone, which a browser and Go's tools take for this machine. */
    private static final Pattern PORT_ALONE = Pattern.compile("curl\\b[^`|]*[ '\"/]:\\d+");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldNameAHostInEveryCallOfCurl(Page page) {
        assertThat(page.lines())
                .as("%s: curl answers \"URL using bad/illegal format\" to a port alone", page)
                .noneMatch(line -> PORT_ALONE.matcher(line).find());
    }
}
