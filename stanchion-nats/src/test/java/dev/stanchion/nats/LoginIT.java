package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.KeyUser;
import dev.stanchion.nats.auth.NKey;
import dev.stanchion.nats.auth.NKeyTest;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRules;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** How clients come in, and what changes for those who are inside. */
@ExtendWith(LeaksFail.class)
@Isolated("reads what the whole process logs")
class LoginIT {
    private static final String REFUSED = "-ERR 'Authorization Violation'\r\n";
    private static final String HASH = BCrypt.withDefaults().hashToString(6, "right".toCharArray());
    private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([^\"]*)\"");

    private static TestServer start(Authentication authentication) {
        return TestServer.start(NatsSecurity.NONE.withAuthentication(authentication));
    }

    private static String connect(String user, String password) {
        return "CONNECT {\"verbose\":false,\"user\":\"%s\",\"pass\":\"%s\"}\r\n"
                .formatted(user, password);
    }

    private static String nonceOf(RawClient client) {
        Matcher nonce = NONCE.matcher(client.info());
        assertThat(nonce.find()).as(client.info()).isTrue();
        return nonce.group(1);
    }

    private static String connectSigned(String key, byte[] signature, Base64.Encoder encoder) {
        return "CONNECT {\"verbose\":false,\"nkey\":\"%s\",\"sig\":\"%s\"}\r\n"
                .formatted(key, encoder.encodeToString(signature));
    }

    @Test
    void s13_115_shouldLetUsersInByTheirKeys() throws IOException, GeneralSecurityException {
        // given
        Authentication keys =
                Authentication.NONE.withKeyUsers(
                        KeyUser.of(NKey.parse(NKeyTest.PUBLIC).orElseThrow()));
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        try (TestServer server = start(keys)) {
            for (Base64.Encoder encoder :
                    List.of(url, Base64.getUrlEncoder(), Base64.getEncoder())) {
                try (RawClient client = RawClient.connect(server.address())) {
                    // when
                    byte[] nonce = nonceOf(client).getBytes(US_ASCII);
                    client.send(connectSigned(NKeyTest.PUBLIC, NKeyTest.sign(nonce), encoder));

                    // then
                    assertThat(nonce).hasSize(15);
                    assertThat(client.flush()).isEqualTo("PONG\r\n");
                }
            }
            try (RawClient one = RawClient.connect(server.address());
                    RawClient other = RawClient.connect(server.address())) {
                // when: a signature of what the nonce decodes to, and one by an unknown key
                assertThat(nonceOf(one)).isNotEqualTo(nonceOf(other));
                byte[] decoded = Base64.getUrlDecoder().decode(nonceOf(one));
                one.send(connectSigned(NKeyTest.PUBLIC, NKeyTest.sign(decoded), url));
                String lowerCase = NKeyTest.PUBLIC.toLowerCase(Locale.ROOT);
                other.send(connectSigned(lowerCase, NKeyTest.sign(decoded), url));

                // then
                assertThat(one.readToEnd()).isEqualTo(REFUSED);
                assertThat(other.readToEnd()).isEqualTo(REFUSED);
            }
            try (RawClient unsigned = RawClient.connect(server.address())) {
                unsigned.send("CONNECT {\"nkey\":\"" + NKeyTest.PUBLIC + "\"}\r\n");
                assertThat(unsigned.readToEnd()).isEqualTo(REFUSED);
            }
        }
    }

    @Test
    void s7_1_shouldSayNothingElseToThoseOutside() throws IOException {
        try (TestServer server = start(Authentication.NONE.withUser("u", "p"))) {
            for (String first :
                    List.of("PING\r\n", "SUB a 1\r\n", "garbage\r\n", "INFO {}\r\n", "\r\n")) {
                try (RawClient client = RawClient.connect(server.address())) {
                    assertThat(client.info()).contains("\"auth_required\":true");
                    client.send(first);
                    assertThat(client.readToEnd()).as(first).isEqualTo(REFUSED);
                }
            }
            try (RawClient client = RawClient.connect(server.address())) {
                client.send("CXYZ\r\n");
                assertThat(client.readToEnd()).isEqualTo("-ERR 'Unknown Protocol Operation'\r\n");
            }
        }
    }

    /** What is behind a CONNECT must wait for a hash, and then happen in order. */
    @Test
    void shouldExecuteWhatWaitedForAPassword() throws IOException {
        try (TestServer server = start(Authentication.NONE.withUser("u", HASH));
                RawClient client = RawClient.connect(server.address())) {
            // when
            client.send(connect("u", "right") + "SUB a 1\r\nPUB a 2\r\nhi\r\nPI");
            client.send("NG\r\nPUB a 3\r\nho!\r\n");

            // then
            String expected = "MSG a 1 2\r\nhi\r\nPONG\r\nMSG a 1 3\r\nho!\r\n";
            assertThat(client.read(expected.length())).isEqualTo(expected);
        }
    }

    @Test
    void shouldExecuteNothingBehindAWrongPassword() throws IOException {
        try (TestServer server = start(Authentication.NONE.withUser("u", HASH));
                RawClient client = RawClient.connect(server.address())) {
            // when
            client.send(connect("u", "wrong") + "SUB a 1\r\nPUB a 2\r\nhi\r\nPING\r\n");

            // then
            assertThat(client.readToEnd()).isEqualTo(REFUSED);
            assertThat(server.server().counters().inMsgs()).isZero();
        }
    }

    @Test
    void shouldSurviveClientsThatLeaveWhileTheirPasswordIsChecked() throws IOException {
        // given: bcrypt of some 50 ms each
        String slow = BCrypt.withDefaults().hashToString(9, "right".toCharArray());
        try (TestServer server = start(Authentication.NONE.withUser("u", slow))) {
            // when
            for (int i = 0; i < 20; i++) {
                RawClient client = RawClient.connect(server.address());
                client.send(connect("u", "wrong" + i) + "PING\r\n");
                client.close();
            }

            // then: whoever knows it comes in behind them, and the loops have never waited
            try (RawClient client = RawClient.connect(server.address())) {
                client.send(connect("u", "right"));
                assertThat(client.flush()).isEqualTo("PONG\r\n");
            }
        }
    }

    @Test
    void s6_5_shouldEndConnectionsOfUsersThatAReloadRemoves() throws IOException {
        // given
        User a = User.of("a", "pa");
        User b = User.of("b", HASH);
        try (TestServer server = start(Authentication.NONE.withUsers(a, b));
                RawClient gone = RawClient.connect(server.address());
                RawClient changed = RawClient.connect(server.address());
                RawClient stays = RawClient.connect(server.address())) {
            gone.send(connect("a", "pa"));
            gone.flush();
            changed.send(connect("b", "right"));
            changed.flush();
            stays.send(connect("b", "right"));
            stays.flush();

            // when
            server.server()
                    .reload(NatsSecurity.NONE.withAuthentication(Authentication.NONE.withUsers(b)));

            // then
            assertThat(gone.readToEnd()).isEqualTo(REFUSED);
            assertThat(stays.flush()).isEqualTo("PONG\r\n");

            // when: the password is another one
            server.server()
                    .reload(
                            NatsSecurity.NONE.withAuthentication(
                                    Authentication.NONE.withUsers(User.of("b", "new"))));

            // then
            assertThat(changed.readToEnd()).isEqualTo(REFUSED);
        }
    }

    @Test
    void s6_5_shouldEndSubscriptionsThatAReloadForbids() throws IOException {
        // given
        User a = User.of("a", "p");
        Permissions fewer =
                Permissions.of(SubjectRules.only("x"), SubjectRules.only("x", "y"), Responses.NONE);
        try (TestServer server = start(Authentication.NONE.withUsers(a));
                RawClient client = RawClient.connect(server.address())) {
            client.send(connect("a", "p") + "SUB x 1\r\nSUB z 2\r\n");
            client.flush();

            // when
            server.server()
                    .reload(
                            NatsSecurity.NONE.withAuthentication(
                                    Authentication.NONE.withUsers(a.withPermissions(fewer))));

            // then
            assertThat(client.readLine())
                    .isEqualTo(
                            "-ERR 'Permissions Violation for Subscription to \"z\" (sid \"2\")'\r\n");
            client.send("PUB z 1\r\nn\r\nPUB x 1\r\ny\r\nPING\r\n");
            assertThat(client.readLine())
                    .isEqualTo("-ERR 'Permissions Violation for Publish to \"z\"'\r\n");
            assertThat(client.read("MSG x 1 1\r\ny\r\nPONG\r\n".length()))
                    .isEqualTo("MSG x 1 1\r\ny\r\nPONG\r\n");
        }
    }

    @Test
    void shouldEndThoseWhoWereNeverAskedWhenAReloadAsks() throws IOException {
        try (TestServer server = start(Authentication.NONE);
                RawClient anonymous = RawClient.connect(server.address())) {
            anonymous.send("PING\r\n");
            assertThat(anonymous.readLine()).isEqualTo("PONG\r\n");

            // when
            server.server()
                    .reload(
                            NatsSecurity.NONE.withAuthentication(
                                    Authentication.NONE.withToken("t")));

            // then
            assertThat(anonymous.readToEnd()).isEqualTo(REFUSED);
        }
    }

    @Test
    void shouldNeverLogASecret() throws IOException {
        // given
        List<String> logged = new ArrayList<>();
        Logger root = Logger.getLogger("dev.stanchion");
        Handler handler = new Remembering(logged);
        Level before = root.getLevel();
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        try (TestServer server =
                start(Authentication.NONE.withUsers(User.of("u", "s3cr3t")).withToken("t0k3n"))) {
            // when
            for (String connect :
                    List.of(
                            connect("u", "s3cr3t"),
                            connect("u", "s3cr3t-wrong"),
                            connect("u\\nforged line", "s3cr3t-wrong"),
                            "CONNECT {\"auth_token\":\"t0k3n-wrong\"}\r\n",
                            "CONNECT {\"pass\":\"s3cr3t\",}\r\n",
                            "CONNECT {\"pass\":s3cr3t}\r\n")) {
                try (RawClient client = RawClient.connect(server.address())) {
                    client.send(connect + "PING\r\n");
                    client.readWhileSilent();
                }
            }
        } finally {
            root.removeHandler(handler);
            root.setLevel(before);
        }

        // then
        synchronized (logged) {
            assertThat(logged).anyMatch(line -> line.contains("authentication error"));
            assertThat(logged).noneMatch(line -> line.contains("s3cr3t"));
            assertThat(logged).noneMatch(line -> line.contains("t0k3n"));
            assertThat(logged).noneMatch(line -> line.contains("\n"));
        }
    }

    /** Formats like a log would, with the causes. */
    private static final class Remembering extends Handler {
        private final List<String> lines;

        Remembering(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord entry) {
            synchronized (lines) {
                lines.add(entry.getMessage());
                for (Throwable why = entry.getThrown(); why != null; why = why.getCause()) {
                    lines.add(why.toString());
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
