package dev.stanchion.server.api.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Counts log-ins that failed, so that nobody can try passwords one after the other. A user has five
 * tries a minute from an address, and an address has thirty for all users together. An IPv6 address
 * counts as its network of 64 bits, because whoever has one address there has all. Confined to the
 * port's thread.
 *
 * <p>The memory is bounded: when there are too many addresses, the ones that began first are
 * forgotten.
 */
final class LoginRate {
    static final int TRIES_OF_USER = 5;
    static final int TRIES_OF_ADDRESS = 30;
    static final int MAX_KEPT = 10_000;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int GROUPS_OF_NETWORK = 4;

    private final LongSupplier nanoClock;
    private final Map<String, Tries> tries = new LinkedHashMap<>();

    private record Tries(long sinceNanos, int count) {}

    LoginRate(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Returns in how many seconds the next try is possible; empty if it is possible now. */
    OptionalLong secondsToWait(String address, String user) {
        long now = nanoClock.getAsLong();
        long wait =
                Math.max(
                        nanosToWait(key(address, user), TRIES_OF_USER, now),
                        nanosToWait(key(address), TRIES_OF_ADDRESS, now));
        return wait <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, Duration.ofNanos(wait).toSeconds()));
    }

    private long nanosToWait(String key, int most, long now) {
        Tries made = tries.get(key);
        return made == null || made.count() < most ? 0 : made.sinceNanos() + WINDOW - now;
    }

    /** Counts a try before its result is known, so that many at once do not pass. */
    void begin(String address, String user) {
        long now = nanoClock.getAsLong();
        count(key(address, user), now);
        count(key(address), now);
        forgetOld(now);
    }

    private void count(String key, long now) {
        Tries made = tries.get(key);
        if (made == null || now - made.sinceNanos() >= WINDOW) {
            tries.remove(key); // a new window begins at the end of the order
            tries.put(key, new Tries(now, 1));
        } else {
            tries.put(key, new Tries(made.sinceNanos(), made.count() + 1));
        }
    }

    /** Takes back the try that {@link #begin} counted: the password was right. */
    void succeeded(String address, String user) {
        takeBack(key(address, user));
        takeBack(key(address));
    }

    private void takeBack(String key) {
        tries.computeIfPresent(
                key,
                (ignored, made) ->
                        made.count() <= 1 ? null : new Tries(made.sinceNanos(), made.count() - 1));
    }

    private void forgetOld(long now) {
        Iterator<Tries> oldest = tries.values().iterator();
        while (oldest.hasNext()
                && (now - oldest.next().sinceNanos() >= WINDOW || tries.size() > MAX_KEPT)) {
            oldest.remove();
        }
    }

    int kept() {
        return tries.size();
    }

    private static String key(String address) {
        return network(address);
    }

    private static String key(String address, String user) {
        return network(address) + " " + user;
    }

    /** Returns the network of an IPv6 address as the JDK writes it, and other addresses as is. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        String[] groups = address.toLowerCase(Locale.ROOT).split(":", -1);
        return groups.length <= GROUPS_OF_NETWORK
                ? address
                : String.join(":", Arrays.copyOf(groups, GROUPS_OF_NETWORK));
    }
}
