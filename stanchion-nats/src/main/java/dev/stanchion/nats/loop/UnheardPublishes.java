package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.Publisher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sample of subjects on which connections published and that nobody was subscribed to, so that
 * somebody can be told who publishes into the void. Confined to its loop.
 *
 * <p>A message that a subscriber gets costs nothing here. One that nobody gets costs a hash of its
 * subject until {@link #MOST} subjects are kept, and one comparison from then on to the next {@link
 * #take}. A subject may be kept twice. Inboxes and other subjects of programs ({@code _INBOX.},
 * {@code $SYS.}) do not count.
 */
public final class UnheardPublishes {
    static final int MOST = 64;
    private static final int MAX_SUBJECT_LENGTH = 255;
    private static final int PLACES = 256;
    private static final int MULTIPLIER = 31;

    private final int[] seen = new int[PLACES];
    private final List<Unheard> kept = new ArrayList<>();

    private record Unheard(String subject, Publisher publisher, long connectionId) {}

    /** Hears of such a subject. */
    @FunctionalInterface
    public interface Listener {
        void onUnheard(String subject, Publisher publisher, long connectionId);
    }

    /** Nobody got a message with this subject. */
    public void note(
            ByteBuffer bytes, int index, int length, Publisher publisher, long connectionId) {
        if (kept.size() >= MOST || length == 0 || length > MAX_SUBJECT_LENGTH) {
            return;
        }
        byte first = bytes.get(index);
        if (first == '_' || first == '$') {
            return;
        }
        int hash = 1;
        for (int i = index; i < index + length; i++) {
            hash = MULTIPLIER * hash + bytes.get(i);
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        if (seen[place] == hash) {
            return;
        }
        seen[place] = hash;
        byte[] subject = new byte[length];
        bytes.get(index, subject);
        kept.add(new Unheard(new String(subject, StandardCharsets.UTF_8), publisher, connectionId));
    }

    /** Tells of the subjects that are kept, and forgets them. */
    void take(Listener listener) {
        if (kept.isEmpty()) {
            return;
        }
        List<Unheard> all = List.copyOf(kept);
        kept.clear();
        Arrays.fill(seen, 0);
        all.forEach(each -> listener.onUnheard(each.subject, each.publisher, each.connectionId));
    }
}
