package dev.stanchion.server.api.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who has logged in from a browser. The memory keeps only hashes of the cookies. When there are too
 * many sessions, the oldest ends. Confined to the port's thread.
 */
public final class Sessions {
    static final int MAX = 1000;

    private static final int ID_DIGITS = 16;

    private final Duration lifetime;
    private final LongSupplier nanoClock;
    private final SecureRandom random;
    private final Map<String, Session> byHash = new LinkedHashMap<>();

    private static final class Session {
        private final Caller caller;
        private final String address;
        private final long sinceNanos;
        private long seenNanos;

        Session(Caller caller, String address, long now) {
            this.caller = caller;
            this.address = address;
            this.sinceNanos = now;
            this.seenNanos = now;
        }
    }

    /**
     * A session as administrators see it. Immutable.
     *
     * @param id names it; nobody can log in with it
     * @param address from which it began
     * @param idle since it was last used
     * @param left until it ends by itself
     */
    public record Shown(
            String id, Caller caller, String address, Duration age, Duration idle, Duration left) {}

    public Sessions(Duration lifetime, LongSupplier nanoClock, SecureRandom random) {
        this.lifetime = lifetime;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /** Begins a session, and returns the secret of its cookie. */
    public String begin(Caller caller, String address) {
        long now = nanoClock.getAsLong();
        forgetOld(now);
        if (byHash.size() >= MAX) {
            byHash.remove(byHash.keySet().iterator().next());
        }
        String secret = Tokens.next(random);
        byHash.put(Tokens.hash(secret), new Session(caller, address, now));
        return secret;
    }

    private void forgetOld(long now) {
        byHash.values().removeIf(session -> leftNanos(session, now) <= 0);
    }

    private long leftNanos(Session session, long now) {
        return session.sinceNanos + lifetime.toNanos() - now;
    }

    /** Finds who has a cookie. */
    Optional<Caller> find(String secret) {
        Session session = byHash.get(Tokens.hash(secret));
        long now = nanoClock.getAsLong();
        if (session == null || leftNanos(session, now) <= 0) {
            return Optional.empty();
        }
        session.seenNanos = now;
        return Optional.of(session.caller);
    }

    /** Returns those that are open, the newest first. */
    public List<Shown> all() {
        long now = nanoClock.getAsLong();
        forgetOld(now);
        List<Shown> all = new ArrayList<>();
        byHash.forEach((hash, session) ->
                all.addFirst(
                        new Shown(
                                idOf(hash),
                                session.caller,
                                session.address,
                                Duration.ofNanos(now - session.sinceNanos),
                                Duration.ofNanos(now - session.seenNanos),
                                Duration.ofNanos(leftNanos(session, now)))));
        return all;
    }

    /** Ends the session that has an ID; false if there is none. */
    public boolean endById(String id) {
        return byHash.keySet().removeIf(hash -> idOf(hash).equals(id));
    }

    /** Returns the ID of the session of a cookie. */
    public String idOfSecret(String secret) {
        return idOf(Tokens.hash(secret));
    }

    private static String idOf(String hash) {
        return hash.substring(0, ID_DIGITS);
    }

    /** Ends a session. */
    public void end(String secret) {
        byHash.remove(Tokens.hash(secret));
    }

    /** Returns how long a session lasts. */
    public Duration lifetime() {
        return lifetime;
    }

    int count() {
        return byHash.size();
    }
}
