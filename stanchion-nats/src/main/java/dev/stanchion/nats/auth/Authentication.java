package dev.stanchion.nats.auth;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How clients authenticate. Immutable. Start from {@link #NONE} and add.
 *
 * @param users with passwords
 * @param keyUsers with keys
 * @param noAuthUser the user that clients without credentials become; empty means none
 * @param token the token that all clients send; {@link Secret#NONE} means that there is none
 * @param user the only user, if there is no list of users; empty means that there is none
 * @param password of that user
 * @param timeout how long a client may take to authenticate; zero means the default, two seconds,
 *     or a second more than a TLS handshake may take
 */
public record Authentication(
        List<User> users,
        List<KeyUser> keyUsers,
        String noAuthUser,
        Secret token,
        String user,
        Secret password,
        Duration timeout) {
    /** Everybody may connect. */
    public static final Authentication NONE =
            new Authentication(
                    List.of(), List.of(), "", Secret.NONE, "", Secret.NONE, Duration.ZERO);

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException with a text for an operator
     */
    public Authentication {
        users = List.copyOf(users);
        keyUsers = List.copyOf(keyUsers);
        Set<String> names = new HashSet<>();
        users.forEach(each -> requireNew(names, "user", each.name()));
        keyUsers.forEach(each -> requireNew(names, "nkey", each.key().text()));
        if (!noAuthUser.isEmpty()) {
            String wanted = noAuthUser;
            if (users.stream().noneMatch(each -> each.name().equals(wanted))) {
                throw new IllegalArgumentException(
                        "no_auth_user: \"%s\" is not one of the users (expected: a user of the list)"
                                .formatted(noAuthUser));
            }
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("auth timeout: negative (expected: at least 0)");
        }
    }

    private static void requireNew(Set<String> names, String what, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("Duplicate " + what + " \"" + name + "\" detected");
        }
    }

    /** Returns these rules with a list of users. */
    public Authentication withUsers(User... changed) {
        return new Authentication(
                List.of(changed), keyUsers, noAuthUser, token, user, password, timeout);
    }

    /** Returns these rules with users that have keys. */
    public Authentication withKeyUsers(KeyUser... changed) {
        return new Authentication(
                users, List.of(changed), noAuthUser, token, user, password, timeout);
    }

    /** Returns these rules with a user for clients without credentials. */
    public Authentication withNoAuthUser(String changed) {
        return new Authentication(users, keyUsers, changed, token, user, password, timeout);
    }

    /** Returns these rules with a token for everybody. */
    public Authentication withToken(String changed) {
        return new Authentication(
                users, keyUsers, noAuthUser, Secret.of(changed), user, password, timeout);
    }

    /** Returns these rules with a single user. */
    public Authentication withUser(String name, String changed) {
        return new Authentication(
                users, keyUsers, noAuthUser, token, name, Secret.of(changed), timeout);
    }

    /** Returns these rules with another {@link #timeout}. */
    public Authentication withTimeout(Duration changed) {
        return new Authentication(users, keyUsers, noAuthUser, token, user, password, changed);
    }

    /** Returns whether clients must or may authenticate. */
    public boolean isRequired() {
        return hasUserList() || !token.isEmpty() || !user.isEmpty();
    }

    boolean hasUserList() {
        return !users.isEmpty() || !keyUsers.isEmpty();
    }

    /** Returns whether the greeting contains a nonce to sign. */
    public boolean hasKeys() {
        return !keyUsers.isEmpty();
    }

    /** Returns whether a password or token is in clear text; the operator then gets a warning. */
    public boolean hasPlainSecrets() {
        return users.stream().anyMatch(each -> isPlain(each.password()))
                || isPlain(token)
                || isPlain(password);
    }

    private static boolean isPlain(Secret secret) {
        return !secret.isEmpty() && !secret.isHashed();
    }
}
