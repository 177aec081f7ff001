package dev.stanchion.server.api;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices that messages which were sent again are parked again. Of any fifty messages in a row,
 * twenty that come back are too many: then whatever is wrong is not mended, and it makes no sense
 * to go on. It looks at fifty in a row wherever they are, because a message comes back only after
 * all its attempts, and by then hundreds of others were sent. Confined to the port's thread.
 */
final class RepeatWatch {
    static final int IN_A_ROW = 50;
    static final int TOO_MANY = 20;

    /** How many messages it remembers. */
    static final int MOST_REMEMBERED = 20_000;

    private final Map<Message, Integer> numbers = new HashMap<>();
    private final BitSet back = new BitSet();
    private int count;

    /** A message of a position, by its sequence in the channel of both. */
    record Message(String position, long sequence) {}

    /** Notes that a message was sent again. */
    void sent(Message message) {
        if (count == MOST_REMEMBERED) {
            numbers.clear();
            back.clear();
            count = 0;
        }
        numbers.put(message, count++);
    }

    /** Notes that a message is parked; returns whether it was sent again before. */
    boolean parked(Message message) {
        Integer number = numbers.remove(message);
        if (number == null) {
            return false;
        }
        back.set(number);
        return true;
    }

    /** Returns whether too many came back. */
    boolean isInVain() {
        int inWindow = 0;
        for (int i = 0; i < count; i++) {
            inWindow += back.get(i) ? 1 : 0;
            if (i >= IN_A_ROW && back.get(i - IN_A_ROW)) {
                inWindow--;
            }
            if (inWindow >= TOO_MANY) {
                return true;
            }
        }
        return false;
    }
}
