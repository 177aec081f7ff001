package dev.stanchion.server.api.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who has logged in from a browser. The memory keeps only hashes of the cookies. When there are too
 * many sessions, the oldest ends. Confined to the port's thread.
 */
public final class Sessions {
    static final int MAX = 1000;

    private final Duration lifetime;
    private final LongSupplier nanoClock;
    private final SecureRandom random;
    private final Map<String, Session> byHash = new LinkedHashMap<>();

    private record Session(Caller caller, long untilNanos) {}

    public Sessions(Duration lifetime, LongSupplier nanoClock, SecureRandom random) {
        this.lifetime = lifetime;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /** Begins a session, and returns the secret of its cookie. */
    public String begin(Caller caller) {
        long now = nanoClock.getAsLong();
        byHash.values().removeIf(session -> session.untilNanos() - now <= 0);
        if (byHash.size() >= MAX) {
            byHash.remove(byHash.keySet().iterator().next());
        }
        String secret = Tokens.next(random);
        byHash.put(Tokens.hash(secret), new Session(caller, now + lifetime.toNanos()));
        return secret;
    }

    /** Finds who has a cookie. */
    Optional<Caller> find(String secret) {
        Session session = byHash.get(Tokens.hash(secret));
        if (session == null || session.untilNanos() - nanoClock.getAsLong() <= 0) {
            return Optional.empty();
        }
        return Optional.of(session.caller());
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
