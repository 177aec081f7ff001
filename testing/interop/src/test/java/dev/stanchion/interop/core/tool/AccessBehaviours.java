package dev.stanchion.interop.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.NatsTool;
import dev.stanchion.interop.core.client.Setup;
import dev.stanchion.interop.core.client.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users that may connect, their permissions, and TLS. */
interface AccessBehaviours {
    List<String> CLERK = List.of("--user", Users.NAME, "--password", Users.PASSWORD);

    @Test
    default void shouldAdmitAUserWithItsPassword(NatsTool nats) {
        assertPublishes(nats, Setup.USERS, CLERK);
    }

    @Test
    default void shouldAdmitAToken(NatsTool nats) {
        assertPublishes(nats, Setup.TOKEN, List.of("--token", Users.TOKEN));
    }

    @Test
    default void shouldAdmitAnNkey(NatsTool nats, @TempDir Path folder) throws IOException {
        Path seed = Files.writeString(folder.resolve("user.nk"), Users.NKEY_SEED);
        assertPublishes(nats, Setup.USERS, List.of("--nkey", seed.toString()));
    }

    @Test
    default void shouldServeAClientThatTrustsItsAuthority(NatsTool nats) {
        assertPublishes(nats, Setup.TLS, nats.trusting());
    }

    @Test
    default void shouldServeAClientThatShowsACertificate(NatsTool nats) {
        assertPublishes(nats, Setup.MUTUAL_TLS, nats.certified());
    }

    private static void assertPublishes(NatsTool nats, Setup setup, List<String> flags) {
        NatsTool.End end = nats.run(setup, flags, "pub", nats.subject(), "hello");
        assertThat(end.text()).contains("Published 5 bytes");
        assertThat(end.exitCode()).isZero();
    }

    @Test
    default void shouldRefuseAWrongPassword(NatsTool nats) {
        assertFails(
                nats,
                Setup.USERS,
                List.of("--user", Users.NAME, "--password", "wrong"),
                nats.subject(),
                "Authorization Violation");
    }

    @Test
    default void shouldRefuseAClientThatNamesNobody(NatsTool nats) {
        assertFails(nats, Setup.USERS, List.of(), nats.subject(), "Authorization Violation");
    }

    @Test
    default void shouldReportAForbiddenPublish(NatsTool nats) {
        assertFails(
                nats,
                Setup.USERS,
                CLERK,
                "forbidden",
                "Permissions Violation for Publish to \"forbidden\"");
    }

    @Test
    default void shouldRefuseAClientWithoutACertificate(NatsTool nats) {
        assertFails(nats, Setup.MUTUAL_TLS, nats.trusting(), nats.subject(), "tls");
    }

    @Test
    default void shouldNotBeTrustedWithoutItsAuthority(NatsTool nats) {
        assertFails(nats, Setup.TLS, List.of(), nats.subject(), "certificate");
    }

    private static void assertFails(
            NatsTool nats, Setup setup, List<String> flags, String subject, String why) {
        NatsTool.End end = nats.run(setup, flags, "pub", subject, "hello");
        assertThat(end.text()).contains(why);
        assertThat(end.exitCode()).isEqualTo(1);
    }
}
