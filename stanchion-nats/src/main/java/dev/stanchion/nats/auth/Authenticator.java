package dev.stanchion.nats.auth;

import dev.stanchion.nats.wire.Credentials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which client may connect, in the order of {@code spec/nats-core.md} 7.1. The first rule
 * there that applies decides alone. Pure; safe for use by many threads.
 */
public final class Authenticator {
    private static final Verdict.Refused NO_CREDENTIALS =
            new Verdict.Refused("no credentials that this server knows");

    private final Authentication configured;
    private final Map<String, User> users = new HashMap<>();
    private final Map<String, KeyUser> keyUsers = new HashMap<>();
    private final List<Secret> hashes;

    public Authenticator(Authentication configured) {
        this.configured = configured;
        configured.users().forEach(user -> users.put(user.name(), user));
        configured.keyUsers().forEach(user -> keyUsers.put(user.key().text(), user));
        hashes =
                Stream.concat(
                                configured.users().stream().map(User::password),
                                Stream.of(configured.password()))
                        .filter(Secret::isHashed)
                        .toList();
    }

    /** Decides about a CONNECT, or about the first operation of a client that sends none. */
    public Verdict decide(Claim claim) {
        Credentials given = claim.credentials();
        if (!configured.isRequired()) {
            return new Verdict.Admitted(Identity.ANYONE);
        }
        if (!keyUsers.isEmpty() && !given.nkey().isEmpty()) {
            return byKey(claim);
        }
        if (!users.isEmpty()) {
            if (claim.mapped()) {
                return byCertificate(claim);
            }
            if (saysNothing(given) && !configured.noAuthUser().isEmpty()) {
                return asNoAuthUser(claim.type());
            }
            if (!given.user().isEmpty()) {
                return byPassword(users.get(given.user()), claim);
            }
        }
        return byOneSecret(given);
    }

    /** Returns whether a client without a CONNECT may connect. */
    public boolean admitsTheSilent() {
        return !configured.isRequired() || !configured.noAuthUser().isEmpty();
    }

    private static boolean saysNothing(Credentials given) {
        return given.user().isEmpty() && given.password().isEmpty() && given.token().isEmpty();
    }

    private Verdict byKey(Claim claim) {
        Credentials given = claim.credentials();
        KeyUser user = keyUsers.get(given.nkey());
        if (user == null) {
            return new Verdict.Refused("unknown nkey");
        }
        if (!user.mayCome(claim.type())) {
            return notThisWay(claim.type());
        }
        if (given.signature().isEmpty()) {
            return new Verdict.Refused("the nonce is not signed");
        }
        return new Verdict.Unproven(
                new Proof.OfKey(user.key(), claim.nonce(), given.signature()), user.identity());
    }

    private Verdict byCertificate(Claim claim) {
        for (CertificateName name : claim.certificateNames()) {
            for (User user : configured.users()) {
                if (name.isOf(user.name())) {
                    return byPassword(user, claim);
                }
            }
        }
        return new Verdict.Refused("no user has a name of the client's certificate");
    }

    private Verdict asNoAuthUser(ConnectionType type) {
        User user = users.get(configured.noAuthUser());
        if (user == null) {
            return NO_CREDENTIALS; // not reached: the configuration has checked it
        }
        return user.mayCome(type) ? new Verdict.Admitted(user.identity()) : notThisWay(type);
    }

    private Verdict byPassword(@Nullable User user, Claim claim) {
        if (user == null) {
            return refusedAsSlowly(claim.credentials(), "unknown user");
        }
        if (!user.mayCome(claim.type())) {
            return refusedAsSlowly(claim.credentials(), notThisWay(claim.type()).reason());
        }
        return compare(user.password(), claim.credentials().password(), user.identity());
    }

    /**
     * Refuses after the time that a wrong password takes. If users have hashes of different cost,
     * each unknown name always gets the same one, as a real user does.
     */
    private Verdict refusedAsSlowly(Credentials given, String why) {
        if (hashes.isEmpty()) {
            return new Verdict.Refused(why);
        }
        Secret decoy = hashes.get(Math.floorMod(given.user().hashCode(), hashes.size()));
        return new Verdict.Unproven(
                new Proof.OfNobody(decoy, given.password(), why), Identity.ANYONE);
    }

    private static Verdict.Refused notThisWay(ConnectionType type) {
        return new Verdict.Refused("this user may not come by " + type);
    }

    private Verdict byOneSecret(Credentials given) {
        if (!configured.token().isEmpty()) {
            return compare(configured.token(), given.token(), Identity.ANYONE);
        }
        if (!configured.user().isEmpty()) {
            return configured.user().equals(given.user())
                    ? compare(configured.password(), given.password(), single())
                    : refusedAsSlowly(given, "unknown user");
        }
        return NO_CREDENTIALS;
    }

    private Identity single() {
        return new Identity(configured.user(), Identity.ANYONE.permissions(), null);
    }

    private static Verdict compare(Secret secret, String given, Identity identity) {
        if (secret.isHashed()) {
            return new Verdict.Unproven(new Proof.OfHash(secret, given), identity);
        }
        return secret.equalsText(given)
                ? new Verdict.Admitted(identity)
                : new Verdict.Refused("wrong password or token");
    }
}
