package dev.stanchion.cli.publish;

import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.terminal.Payload;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${uuid}}, {@code ${now}} and {@code ${n}}, anew for each message. Not safe for
 * use by several threads.
 */
public final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}\\s]{0,32})}");

    private final Supplier<String> uuids;
    private final InstantSource clock;
    private long n;

    public Template(Supplier<String> uuids, InstantSource clock) {
        this.uuids = uuids;
        this.clock = clock;
    }

    /**
     * Returns the payload with its placeholders filled in.
     *
     * @throws FailedException if it is not text, or has a placeholder that nobody knows
     */
    public byte[] fill(byte[] payload) {
        String text =
                Payload.text(payload)
                        .orElseThrow(() ->
                                new FailedException(
                                        "--template: the data is not text in UTF-8",
                                        "Publish it without --template."));
        n++;
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String value(String name) {
        return switch (name) {
            case "uuid" -> uuids.get();
            case "now" -> clock.instant().toString();
            case "n" -> Long.toString(n);
            default ->
                    throw new FailedException(
                            "--template: nobody knows the placeholder ${"
                                    + Payload.visible(name)
                                    + "}",
                            "Use ${uuid}, ${now} or ${n}, or publish without --template.");
        };
    }
}
