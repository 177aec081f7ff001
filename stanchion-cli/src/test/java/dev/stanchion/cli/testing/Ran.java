package dev.stanchion.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.Stanchion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What a command has said. */
public record Ran(int exitCode, String out, String err) {
    /** Runs a command as the executable does. */
    public static Ran stanchion(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = String.valueOf(arguments[i]);
        }
        int exitCode =
                Stanchion.between(
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(err, true, UTF_8))
                        .run(texts);
        return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
