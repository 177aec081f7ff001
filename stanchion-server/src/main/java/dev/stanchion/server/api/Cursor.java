package dev.stanchion.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.Base64;

/**
 * Where a page of a list ended: the sort order, and the value and the name of the last item. It
 * means the same after items have come and gone. Clients treat its text as opaque. Immutable.
 *
 * @param value the value that the list is sorted by, as text; empty if it is sorted by name
 */
record Cursor(String sort, String value, String name) {
    private static final int PARTS = 3;

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sort + "\n" + value + "\n" + name).getBytes(UTF_8));
    }

    /**
     * Reads a cursor.
     *
     * @throws ProblemException if it is not one of a list in this order
     */
    static Cursor parse(String text, String sort) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", PARTS);
            if (parts.length == PARTS && parts[0].equals(sort)) {
                return new Cursor(parts[0], parts[1], parts[2]);
            }
        } catch (IllegalArgumentException notBase64) {
            // the same error
        }
        throw new ProblemException(
                Problem.invalid("?after", "expected: \"next\" of a page in the same order"));
    }
}
