package dev.stanchion.engine.finding;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.subscription.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unused durables of one channel whose client IDs look random. */
@ShardOwned
final class RandomIds {
    private static final int SEVERAL = 3;
    private static final int SHORTEST = 5;
    private static final int SHORTEST_NUMBER = 6;

    private final Map<String, List<String>> clientIdsByDurable = new HashMap<>();

    void add(Subscription subscription) {
        String durable = subscription.terms().durableName();
        String clientId = subscription.terms().clientId();
        if (!durable.isEmpty() && !subscription.isActive() && isRandom(clientId)) {
            clientIdsByDurable.computeIfAbsent(durable, first -> new ArrayList<>()).add(clientId);
        }
    }

    List<Finding> findings(String channel) {
        List<Finding> found = new ArrayList<>();
        clientIdsByDurable.forEach((durable, ids) -> {
            if (ids.size() >= SEVERAL) {
                found.add(new Finding.RandomIdDurable(channel, durable, ids.size(), ids.getLast()));
            }
        });
        return found;
    }

    /**
     * Returns whether a part of the ID is no word and no small number: a hexadecimal number, a
     * UUID, a NUID, a time in milliseconds, or the end of a pod's name. People count {@code
     * orders-1}, {@code orders-2}.
     */
    static boolean isRandom(String clientId) {
        for (String part : clientId.split("[-_.:]", -1)) {
            if (isRandomPart(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRandomPart(String part) {
        int digits = 0;
        int changes = 0;
        for (int i = 0; i < part.length(); i++) {
            boolean isDigit = isDigit(part.charAt(i));
            digits += isDigit ? 1 : 0;
            changes += i > 0 && isDigit != isDigit(part.charAt(i - 1)) ? 1 : 0;
        }
        boolean isNumber = digits == part.length() && digits >= SHORTEST_NUMBER;
        return isNumber || (part.length() >= SHORTEST && changes >= 2);
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }
}
