package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.Rights;
import dev.stanchion.nats.permission.SubjectRule;
import dev.stanchion.nats.permission.SubjectRules;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where permissions are stricter than the reference, and what reaches whom. */
@ExtendWith(LeaksFail.class)
class PermissionIT {
    private static final String VIOLATION = "-ERR 'Permissions Violation for ";

    private static String connect(String user) {
        return "CONNECT {\"verbose\":false,\"user\":\"%s\",\"pass\":\"p\"}\r\n".formatted(user);
    }

    private static TestServer start(Permissions permissions) {
        return TestServer.start(
                NatsSecurity.NONE.withAuthentication(
                        Authentication.NONE.withUsers(
                                User.of("u", "p").withPermissions(permissions),
                                User.of("adm", "p"))));
    }

    private static RawClient client(TestServer server, String user) throws IOException {
        RawClient client = RawClient.connect(server.address());
        client.send(connect(user));
        return client;
    }

    private static Permissions subscribe(SubjectRules rules) {
        return Permissions.of(SubjectRules.ALL, rules, Responses.NONE);
    }

    /** Defect (a) of the reference: allow {@code foo.*} admits SUB {@code foo.>}. */
    @Test
    void s7_3_shouldRefuseWildcardsWiderThanWhatIsAllowed() throws IOException {
        try (TestServer server = start(subscribe(SubjectRules.only("foo.*", "_INBOX.a.>")));
                RawClient client = client(server, "u")) {
            // when
            client.send("SUB foo.> 1\r\nSUB > 2\r\nSUB * 3\r\nSUB foo.* 4\r\nPING\r\n");

            // then
            for (String subject : List.of("foo.>", ">", "*")) {
                assertThat(client.readLine())
                        .isEqualTo(VIOLATION + "Subscription to \"" + subject + "\"'\r\n");
            }
            assertThat(client.readLine()).isEqualTo("PONG\r\n");
        }
    }

    /** Defect (b) of the reference: deny {@code secret.*} leaks to SUB {@code *.x}. */
    @Test
    void s7_3_shouldKeepDeniedSubjectsFromEveryWildcardThatOverlaps() throws IOException {
        try (TestServer server = start(subscribe(SubjectRules.allBut("secret.*", "a.b.>")));
                RawClient client = client(server, "u");
                RawClient publisher = client(server, "adm")) {
            client.send("SUB *.x 1\r\nSUB > 2\r\nSUB a.*.c 3\r\nPING\r\n");
            assertThat(client.readLine()).isEqualTo("PONG\r\n");

            // when
            publisher.send("PUB secret.x 1\r\n1\r\nPUB a.b.c 1\r\n2\r\nPUB open 1\r\n3\r\n");
            publisher.flush();

            // then
            assertThat(client.read("MSG open 2 1\r\n3\r\n".length()))
                    .isEqualTo("MSG open 2 1\r\n3\r\n");
        }
    }

    @Test
    void s7_3_shouldGiveADeniedMessageToAnotherMemberOfAQueueGroup() throws IOException {
        try (TestServer server = start(subscribe(SubjectRules.allBut("jobs.secret")));
                RawClient limited = client(server, "u");
                RawClient other = client(server, "adm")) {
            limited.send("SUB jobs.* workers 1\r\n");
            limited.flush();
            other.send("SUB jobs.* workers 2\r\n");
            other.flush();

            // when
            int count = 20;
            other.send("PUB jobs.secret 1\r\nx\r\n".repeat(count));

            // then
            String all = "MSG jobs.secret 2 1\r\nx\r\n".repeat(count);
            assertThat(other.read(all.length())).isEqualTo(all);
            assertThat(limited.flush()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void s7_3_shouldNotCountWhatIsKeptBackTowardsTheEndOfASubscription() throws IOException {
        try (TestServer server = start(subscribe(SubjectRules.allBut("a.secret")));
                RawClient client = client(server, "u")) {
            // when
            client.send("SUB a.* 1\r\nUNSUB 1 1\r\nPUB a.secret 1\r\n1\r\n");
            client.send("PUB a.open 1\r\n2\r\nPUB a.open 1\r\n3\r\nPING\r\n");

            // then
            String expected = "MSG a.open 1 1\r\n2\r\nPONG\r\n";
            assertThat(client.read(expected.length())).isEqualTo(expected);
        }
    }

    @Test
    void s7_3_shouldDenyByQueue() throws IOException {
        // given
        SubjectRules rules =
                new SubjectRules(true, List.of(), List.of(SubjectRule.of("foo *.secret")));
        try (TestServer server = start(subscribe(rules));
                RawClient client = client(server, "u")) {
            // when
            client.send("SUB foo a.secret 1\r\nSUB foo a.open 2\r\nSUB foo 3\r\nPING\r\n");

            // then
            assertThat(client.readLine())
                    .isEqualTo(VIOLATION + "Subscription to \"foo\" using queue \"a.secret\"'\r\n");
            assertThat(client.readLine()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void s7_3_shouldLetAnswersOverrideADenial() throws IOException {
        // given
        Permissions permissions =
                Permissions.of(
                        SubjectRules.allBut("r.>"), SubjectRules.only("svc"), Responses.DEFAULT);
        try (TestServer server = start(permissions);
                RawClient service = client(server, "u");
                RawClient requester = client(server, "adm")) {
            service.send("SUB svc 1\r\n");
            service.flush();
            requester.send("SUB r.1 9\r\nPUB svc r.1 1\r\nq\r\n");
            String request = "MSG svc 1 r.1 1\r\nq\r\n";
            assertThat(service.read(request.length())).isEqualTo(request);

            // when
            service.send("PUB r.1 1\r\na\r\nPUB r.1 1\r\nb\r\nPUB any 1\r\nc\r\nPING\r\n");

            // then
            assertThat(service.readLine()).isEqualTo(VIOLATION + "Publish to \"r.1\"'\r\n");
            assertThat(service.readLine()).isEqualTo(VIOLATION + "Publish to \"any\"'\r\n");
            assertThat(service.readLine()).isEqualTo("PONG\r\n");
            assertThat(requester.read("MSG r.1 9 1\r\na\r\n".length()))
                    .isEqualTo("MSG r.1 9 1\r\na\r\n");
        }
    }

    @Test
    void shouldWantRepliesOfTheUsersOwnWhereThatIsAsked() throws IOException {
        // given
        Permissions permissions =
                new Permissions(
                        SubjectRules.only("requests"),
                        new SubjectRules(false, List.of(SubjectRule.named("_INBOX.*")), List.of()),
                        Responses.NONE,
                        true);
        try (TestServer server = start(permissions);
                RawClient client = client(server, "u");
                RawClient service = client(server, "adm")) {
            service.send("SUB requests 1\r\n");
            service.flush();

            // when
            client.send(
                    "PUB requests payments 1\r\n1\r\nPUB requests _INBOX.x7Qe 1\r\n2\r\nPING\r\n");

            // then
            assertThat(client.readLine())
                    .isEqualTo(VIOLATION + "Publish with Reply of \"payments\"'\r\n");
            assertThat(client.readLine()).isEqualTo("PONG\r\n");
            String taken = "MSG requests 1 _INBOX.x7Qe 1\r\n2\r\n";
            assertThat(service.read(taken.length())).isEqualTo(taken);
        }
    }

    @Test
    void shouldMakeNoRightsForThoseWhoMayDoEverything() {
        assertThat(Rights.of(Permissions.ALL)).isNull();
    }
}
