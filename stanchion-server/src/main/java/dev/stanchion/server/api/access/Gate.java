package dev.stanchion.server.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.nats.auth.CredentialVerifier;
import dev.stanchion.nats.auth.Proof;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.monitoring.Access;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls: by the start token, by a user's password, or by the cookie of a session.
 * Whoever sends no credentials is anonymous; whoever sends wrong ones is refused, so that nobody
 * takes a wrong password for a missing role. Confined to the port's thread.
 *
 * <p>A wrong password takes the same time whether the user exists or not. Hashes are computed on
 * the threads that compute those of clients.
 */
public final class Gate {
    private static final String MONITORING_USER = "monitoring";
    private static final String TOKEN_USER = "(token)";

    private final AdminOptions options;
    private final Access monitoring;
    private final CredentialVerifier verifier;
    private final LoginRate rate;
    private final Sessions sessions;
    private final Map<String, AdminUser> users = new HashMap<>();
    private final List<Secret> hashes;
    private volatile @Nullable StartToken token;

    /**
     * @param monitoring who may see the pages; such a user is a viewer of the API
     */
    Gate(
            AdminOptions options,
            Access monitoring,
            CredentialVerifier verifier,
            LoginRate rate,
            Sessions sessions) {
        this.options = options;
        this.monitoring = monitoring;
        this.verifier = verifier;
        this.rate = rate;
        this.sessions = sessions;
        options.users().forEach(user -> users.put(user.name(), user));
        this.hashes =
                options.users().stream().map(AdminUser::password).filter(Secret::isHashed).toList();
    }

    /** Creates a gate with a clock of nanoseconds. */
    public static Gate of(
            AdminOptions options,
            Access monitoring,
            CredentialVerifier verifier,
            LongSupplier nanoClock,
            Sessions sessions) {
        return new Gate(options, monitoring, verifier, new LoginRate(nanoClock), sessions);
    }

    /** Takes the start token from now on. May be called on any thread. */
    public void open(StartToken opened) {
        token = opened;
    }

    /** Finds who calls. The result fails with a problem if the credentials are wrong. */
    public CompletableFuture<Caller> admit(Call call, Executor port) {
        List<String> given = call.headers("Authorization");
        if (given.size() > 1) {
            return CompletableFuture.failedFuture(wrong("there is more than one Authorization"));
        }
        if (given.isEmpty()) {
            return CompletableFuture.completedFuture(
                    SessionCookie.find(call).flatMap(sessions::find).orElseGet(this::anonymous));
        }
        String[] words = given.getFirst().strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        if (words[0].equalsIgnoreCase("Bearer")) {
            return byToken(rest, call.peer().address());
        }
        if (words[0].equalsIgnoreCase("Basic")) {
            if (monitoring instanceof Access.OneUser && monitoring.allows(given.getFirst())) {
                return CompletableFuture.completedFuture(
                        new Caller(MONITORING_USER, Optional.of(Role.VIEWER), List.of()));
            }
            return byBasic(rest, call.peer().address(), port);
        }
        return CompletableFuture.failedFuture(wrong("expected: Basic or Bearer"));
    }

    /**
     * Returns what tells whether a caller is still who it was when it called. It is not when its
     * session has ended; a password and the token hold as long as the server runs. Keeps nothing of
     * the call but the secret of the cookie.
     */
    public BooleanSupplier holds(Call call, Caller caller) {
        Optional<String> secret = SessionCookie.find(call);
        boolean isBySession =
                call.headers("Authorization").isEmpty()
                        && secret.isPresent()
                        && caller.isLoggedIn();
        return isBySession
                ? () -> sessions.find(secret.orElseThrow()).equals(Optional.of(caller))
                : () -> true;
    }

    private Caller anonymous() {
        return options.anonymousViewer() && monitoring instanceof Access.Open
                ? Caller.ANONYMOUS_VIEWER
                : Caller.NOBODY;
    }

    private CompletableFuture<Caller> byBasic(String encoded, String address, Executor port) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(wrong("the credentials are not Base64"));
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? CompletableFuture.failedFuture(wrong("the credentials have no colon"))
                : byPassword(text.substring(0, colon), text.substring(colon + 1), address, port);
    }

    /** Finds who has the start token. */
    public CompletableFuture<Caller> byToken(String given, String address) {
        Optional<ProblemException> tooMany = tooMany(address, TOKEN_USER);
        if (tooMany.isPresent()) {
            return CompletableFuture.failedFuture(tooMany.get());
        }
        StartToken expected = token;
        if (expected != null && expected.is(given)) {
            return CompletableFuture.completedFuture(Caller.HOLDER_OF_TOKEN);
        }
        rate.begin(address, TOKEN_USER);
        return CompletableFuture.failedFuture(
                wrong(
                        expected == null
                                ? "this server has no token"
                                : "the token is wrong; it is new at each start of the server"));
    }

    /** Finds the user with a password. */
    public CompletableFuture<Caller> byPassword(
            String name, String password, String address, Executor port) {
        AdminUser user = users.get(name);
        if (user != null
                && user.password().isHashed()
                && verifier.isKnown(new Proof.OfHash(user.password(), password))) {
            return CompletableFuture.completedFuture(Caller.of(user));
        }
        Optional<ProblemException> tooMany = tooMany(address, name);
        if (tooMany.isPresent()) {
            return CompletableFuture.failedFuture(tooMany.get());
        }
        rate.begin(address, name);
        CompletableFuture<Boolean> proved = new CompletableFuture<>();
        Optional<Proof> proof = proof(user, name, password);
        if (proof.isEmpty()) {
            proved.complete(user != null && user.password().equalsText(password));
        } else if (!verifier.prove(proof.get(), address, proved::complete)) {
            return CompletableFuture.failedFuture(
                    new ProblemException(
                            Problem.of(Code.BUSY, "too many passwords are being checked")));
        }
        return proved.thenApplyAsync(
                holds -> {
                    if (!holds || user == null) {
                        throw wrong("the user or the password is wrong");
                    }
                    rate.succeeded(address, name);
                    return Caller.of(user);
                },
                proved.isDone() ? Runnable::run : port);
    }

    /** Returns the proof to compute; empty if a comparison of texts is enough. */
    private Optional<Proof> proof(@Nullable AdminUser user, String name, String password) {
        if (user != null && user.password().isHashed()) {
            return Optional.of(new Proof.OfHash(user.password(), password));
        }
        if (hashes.isEmpty() || user != null) {
            return Optional.empty();
        }
        Secret decoy = hashes.get(Math.floorMod(name.hashCode(), hashes.size()));
        return Optional.of(new Proof.OfNobody(decoy, password, "unknown user"));
    }

    private Optional<ProblemException> tooMany(String address, String user) {
        var wait = rate.secondsToWait(address, user);
        return wait.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ProblemException(
                                Problem.of(Code.TOO_MANY, "too many log-ins failed from here")
                                        .withRemedy("try again in %d s".formatted(wait.getAsLong()))
                                        .withHeader(
                                                "Retry-After", Long.toString(wait.getAsLong()))));
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(
                Problem.of(Code.NOT_LOGGED_IN, "the credentials are wrong: " + detail)
                        .withHeader("WWW-Authenticate", "Bearer realm=\"stanchion\""));
    }
}
