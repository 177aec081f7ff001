package dev.stanchion.nats.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.wire.Credentials;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The precedence of {@code spec/nats-core.md} 7.1. */
class AuthenticatorTest {
    private static final String NOBODY = "nobody";
    private static final String HASH =
            "$2a$04$Q.CgCP2Sl9pkcTXEZHazaeMwPaAkSHk7AI51HkyMt5iJQQyUA4qxq";
    private static final NKey KEY = NKey.parse(NKeyTest.PUBLIC).orElseThrow();
    private static final User A = User.of("a", "pa");
    private static final User B = User.of("b", "pb");

    private static Credentials user(String name, String password) {
        return new Credentials(name, password, "", "", "");
    }

    private static Credentials token(String token) {
        return new Credentials("", "", token, "", "");
    }

    private static Credentials nkey(String key, String signature) {
        return new Credentials("", "", "", key, signature);
    }

    private static String decide(Authentication configured, Credentials given) {
        return decide(configured, new Claim(given, ConnectionType.STANDARD, "n", false, List.of()));
    }

    private static String decide(Authentication configured, Claim claim) {
        return switch (new Authenticator(configured).decide(claim)) {
            case Verdict.Admitted(Identity identity) -> identity.name();
            case Verdict.Unproven(Proof ignored, Identity identity) -> identity.name() + "?";
            case Verdict.Refused ignored -> NOBODY;
        };
    }

    @Test
    void s7_1_shouldLetEverybodyInWhereNothingIsConfigured() {
        assertThat(decide(Authentication.NONE, user("x", "y"))).isEmpty();
        assertThat(decide(Authentication.NONE, nkey("U", "x"))).isEmpty();
    }

    @Test
    void s7_1_shouldDecideByKeyAloneIfThereIsOne() {
        // given
        Authentication both =
                Authentication.NONE.withUsers(A).withKeyUsers(KeyUser.of(KEY)).withNoAuthUser("a");

        // then
        assertThat(decide(both, nkey(KEY.text(), "sig"))).isEqualTo(KEY.text() + "?");
        assertThat(decide(both, nkey(KEY.text(), ""))).isEqualTo(NOBODY);
        assertThat(decide(both, new Credentials("a", "pa", "", "UX", "sig"))).isEqualTo(NOBODY);
        assertThat(decide(both, user("a", "pa"))).isEqualTo("a");
    }

    @Test
    void s7_1_shouldTakeThoseWhoSayNothingForTheNoAuthUser() {
        // given
        Authentication configured = Authentication.NONE.withUsers(A, B).withNoAuthUser("b");

        // then
        assertThat(decide(configured, Credentials.NONE)).isEqualTo("b");
        assertThat(decide(configured, user("", "x"))).isEqualTo(NOBODY);
        assertThat(decide(configured, token("x"))).isEqualTo(NOBODY);
        assertThat(decide(configured, user("a", "pa"))).isEqualTo("a");
        assertThat(decide(configured, user("a", "no"))).isEqualTo(NOBODY);
    }

    @Test
    void s7_1_shouldFallThroughToTokenAndSingleUserOnlyWithoutAName() {
        // given
        Authentication withToken = Authentication.NONE.withUsers(A).withToken("t");
        Authentication withUser = Authentication.NONE.withUser("u", "p");

        // then
        assertThat(decide(withToken, token("t"))).isEmpty();
        assertThat(decide(withToken, token("no"))).isEqualTo(NOBODY);
        assertThat(decide(withToken, new Credentials("x", "", "t", "", ""))).isEqualTo(NOBODY);
        assertThat(decide(withUser, user("u", "p"))).isEqualTo("u");
        assertThat(decide(withUser, user("u", "no"))).isEqualTo(NOBODY);
        assertThat(decide(withUser, user("x", "p"))).isEqualTo(NOBODY);
        assertThat(decide(withUser, Credentials.NONE)).isEqualTo(NOBODY);
    }

    @Test
    void s7_1_shouldLetUsersComeOnlyAsTheyMay() {
        // given
        Authentication configured =
                Authentication.NONE.withUsers(
                        A.withConnectionTypes(Set.of(ConnectionType.WEBSOCKET)));

        // then
        assertThat(decide(configured, user("a", "pa"))).isEqualTo(NOBODY);
        assertThat(
                        decide(
                                configured,
                                new Claim(
                                        user("a", "pa"),
                                        ConnectionType.WEBSOCKET,
                                        "",
                                        false,
                                        List.of())))
                .isEqualTo("a");
    }

    @Test
    void s7_2_shouldProveHashesAndCompareTexts() {
        // given
        Authentication hashed = Authentication.NONE.withUsers(User.of("a", HASH));

        // then
        assertThat(decide(hashed, user("a", "x"))).isEqualTo("a?");
        assertThat(new Proof.OfHash(Secret.of(HASH), "IW@$6v(y1(t@fhPDvf!5^%").holds()).isTrue();
        assertThat(new Proof.OfHash(Secret.of(HASH), HASH).holds()).isFalse();
        assertThat(new Proof.OfHash(Secret.of(HASH), "").holds()).isFalse();
        assertThat(decide(Authentication.NONE.withUsers(User.of("a", "")), user("a", "")))
                .isEqualTo("a");
    }

    @Test
    void s7_2_shouldLookAtTheFirst72BytesOnly() {
        // given
        String password = "0123456789".repeat(8);
        String hash =
                BCrypt.withDefaults().hashToString(4, password.substring(0, 72).toCharArray());

        // then
        assertThat(new Proof.OfHash(Secret.of(hash), password).holds()).isTrue();
    }

    @Test
    void s7_5_shouldTakeTheFirstNameThatSomebodyHas() {
        // given
        Authentication configured = Authentication.NONE.withUsers(A, User.of("b", ""));
        List<CertificateName> names = List.of("x"::equals, "b"::equals, "a"::equals);

        // then
        assertThat(
                        decide(
                                configured,
                                new Claim(user("a", ""), ConnectionType.STANDARD, "", true, names)))
                .isEqualTo("b");
        assertThat(
                        decide(
                                configured,
                                new Claim(
                                        user("b", "extra"),
                                        ConnectionType.STANDARD,
                                        "",
                                        true,
                                        names)))
                .isEqualTo(NOBODY);
    }

    @Test
    void shouldLetUnknownUsersWaitAsLongAsKnownOnes() {
        // given
        String right = "IW@$6v(y1(t@fhPDvf!5^%";
        User hashed = User.of("a", HASH);
        User browser =
                User.of("browser", HASH).withConnectionTypes(Set.of(ConnectionType.WEBSOCKET));
        Authentication list = Authentication.NONE.withUsers(hashed, browser, B);
        Authentication single = Authentication.NONE.withUser("a", HASH);

        // then: the proof takes as long, since it is one hash of the same cost
        assertThat(proof(list, user("x", right)))
                .isEqualTo(new Proof.OfNobody(Secret.of(HASH), right, "unknown user"));
        assertThat(proof(single, user("x", right)))
                .isEqualTo(new Proof.OfNobody(Secret.of(HASH), right, "unknown user"));
        assertThat(proof(list, user("browser", right)))
                .isEqualTo(
                        new Proof.OfNobody(
                                Secret.of(HASH), right, "this user may not come by STANDARD"));
        assertThat(proof(list, user("x", right)).holds()).as("whatever the password").isFalse();
        assertThat(proof(list, user("a", right)).holds()).isTrue();

        // then: without hashes nobody waits
        assertThat(decide(Authentication.NONE.withUsers(A, B), user("x", "pa"))).isEqualTo(NOBODY);
    }

    private static Proof proof(Authentication configured, Credentials given) {
        Verdict verdict =
                new Authenticator(configured)
                        .decide(new Claim(given, ConnectionType.STANDARD, "n", false, List.of()));
        return ((Verdict.Unproven) verdict).proof();
    }

    @Test
    void shouldRefuseAConfigurationThatContradictsItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authentication.NONE.withUsers(A, A))
                .withMessage("Duplicate user \"a\" detected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authentication.NONE.withUsers(A).withNoAuthUser("x"))
                .withMessageStartingWith("no_auth_user: \"x\"");
    }

    @Test
    void shouldNeverShowSecrets() {
        // given
        Authentication configured =
                Authentication.NONE
                        .withUsers(
                                new User("a", Secret.of("hush"), Permissions.ALL, Set.of(), null))
                        .withToken("hush2")
                        .withUser("u", HASH);

        // then
        assertThat(configured.toString()).doesNotContain("hush").doesNotContain("$2a$");
        assertThat(new Credentials("a", "hush", "hush", "", "hush").toString())
                .isEqualTo("user \"a\"");
        assertThat(new Proof.OfHash(Secret.of(HASH), "hush").toString()).isEqualTo("a password");
    }
}
