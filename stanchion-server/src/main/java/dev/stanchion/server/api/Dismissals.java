package dev.stanchion.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.finding.Findings;
import dev.stanchion.engine.finding.LiveFinding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The findings that an operator does not want to see any more. A finding that ends and appears
 * again is seen again. Metrics and the log do not know of it. A restart forgets it. Confined to the
 * port's thread.
 */
final class Dismissals {
    private static final int BYTES = 8;

    /** When those that are dismissed appeared, by their IDs. */
    private final Map<String, Long> since = new HashMap<>();

    /** Returns the ID of a finding: the same for the same kind and the same thing. */
    static String idOf(Finding finding) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (finding.kind().code() + "\n" + finding.about())
                                            .getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    boolean isDismissed(LiveFinding live) {
        if (since.isEmpty()) {
            return false; // each ID is a hash, and a viewer asks for all of them each second
        }
        Long dismissed = since.get(idOf(live.finding()));
        return dismissed != null && dismissed == live.sinceEpochNanos();
    }

    void set(LiveFinding live, boolean dismissed) {
        if (dismissed) {
            since.put(idOf(live.finding()), live.sinceEpochNanos());
        } else {
            since.remove(idOf(live.finding()));
        }
    }

    /** Forgets those that have ended. */
    void keepOnly(Findings found) {
        if (!since.isEmpty()) {
            Set<String> live =
                    found.live().stream()
                            .map(each -> idOf(each.finding()))
                            .collect(Collectors.toSet());
            since.keySet().retainAll(live);
        }
    }
}
