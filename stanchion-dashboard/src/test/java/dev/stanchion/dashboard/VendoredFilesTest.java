package dev.stanchion.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Libraries are what {@code bin/vendor} has recorded; nobody has edited them. */
class VendoredFilesTest {
    private static final Pattern RECORDED =
            Pattern.compile(
                    "\"file\": \"([^\"]+)\",\\s+\"path\": \"[^\"]+\",\\s+\"sha256\": \"(\\w+)\"");

    @Test
    void shouldBeWhatIsRecorded() throws NoSuchAlgorithmException {
        // given
        Map<String, byte[]> files = PageFiles.all();
        Map<String, String> recorded = new TreeMap<>();
        Matcher record = RECORDED.matcher(new String(files.get("vendor/vendor.json"), UTF_8));
        while (record.find()) {
            recorded.put("vendor/" + record.group(1), record.group(2));
        }

        // when
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith("vendor/") && !file.getKey().endsWith("vendor.json")) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.getValue());
                found.put(file.getKey(), HexFormat.of().formatHex(hash));
            }
        }

        // then
        assertThat(found).isNotEmpty().isEqualTo(recorded);
    }

    @Test
    void shouldHaveALicenceEach() {
        assertThat(PageFiles.all().keySet())
                .contains(
                        "vendor/preact.LICENSE.txt",
                        "vendor/htm.LICENSE.txt",
                        "vendor/uplot.LICENSE.txt");
    }
}
