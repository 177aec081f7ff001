package dev.stanchion.store.file.shared;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * Tests whether the active server sees what this one writes. It must see it, because by that it
 * will know that its term is over. A server that is mounted so that it need not look again, or a
 * file system that shows changes late, fails this. For one thread.
 */
final class Sight {
    /** The active reads questions before each sign of life. */
    private static final int PATIENCE_BEATS = 5;

    private final Supplier<String> questions;
    private String tested = "";
    private String question = "";
    private long askedAtBeat;
    private boolean isProved;

    Sight(Supplier<String> questions) {
        this.questions = questions;
    }

    /**
     * Goes on with the test of a server.
     *
     * @throws IOException if it is alive and does not see the question
     */
    void test(Life life, Life.Seen seen) throws IOException {
        if (!tested.equals(seen.id())) {
            tested = seen.id();
            question = questions.get();
            isProved = false;
        }
        if (isProved) {
            return;
        }
        if (seen.answer().equals(question)) {
            isProved = true;
        } else if (!life.question().equals(question)) {
            life.ask(question); // or another follower asks at the same time
            askedAtBeat = seen.beats();
        } else if (seen.beats() - askedAtBeat > PATIENCE_BEATS) {
            throw new IOException(
                    ("%s is alive, and does not see what this server writes here. Nobody can take"
                                    + " over safely; look at the mount options of its directory,"
                                    + " such as nocto")
                            .formatted(seen.name()));
        }
    }
}
