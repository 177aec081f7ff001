package dev.stanchion.nats.conformance;

import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRule;
import dev.stanchion.nats.permission.SubjectRules;
import java.util.List;

/** The users of the fixtures that have several. */
final class Users {
    /** {@link #k4} as a configuration file says it. */
    static final String K4_CONFIGURATION =
            """
            authorization { users [
              { user: adm, password: p }
              { user: req, password: p, permissions: {
                  publish: [req.foo, req.bar], subscribe: "_INBOX.*" } }
              { user: den, password: p, permissions: {
                  publish: { deny: "x.>" }, subscribe: { deny: y.a } } }
              { user: svc, password: p, permissions: { subscribe: svc, allow_responses: true } }
              { user: q, password: p, permissions: {
                  subscribe: { allow: ["foo v1", "foo v1.>", bar], deny: ["bar secret"] } } }
            ] }
            """;

    /** {@link #k8} as a configuration file says it. */
    static final String K8_CONFIGURATION =
            """
            no_auth_user: anon
            authorization { users [
              { user: anon, password: x, permissions: { publish: "pub.>", subscribe: "sub.>" } }
              { user: derek, password: p }
            ] }
            """;

    private Users() {}

    static User[] k4() {
        return new User[] {
            User.of("adm", "p"),
            user(
                    "req",
                    SubjectRules.only("req.foo", "req.bar"),
                    SubjectRules.only("_INBOX.*"),
                    Responses.NONE),
            user("den", SubjectRules.allBut("x.>"), SubjectRules.allBut("y.a"), Responses.NONE),
            user("svc", SubjectRules.ALL, SubjectRules.only("svc"), Responses.DEFAULT),
            user(
                    "q",
                    SubjectRules.ALL,
                    new SubjectRules(
                            false,
                            List.of(
                                    SubjectRule.of("foo v1"),
                                    SubjectRule.of("foo v1.>"),
                                    SubjectRule.of("bar")),
                            List.of(SubjectRule.of("bar secret"))),
                    Responses.NONE)
        };
    }

    static User[] k8() {
        return new User[] {
            User.of("anon", "x")
                    .withPermissions(
                            Permissions.of(
                                    SubjectRules.only("pub.>"),
                                    SubjectRules.only("sub.>"),
                                    Responses.NONE)),
            User.of("derek", "p")
        };
    }

    private static User user(
            String name, SubjectRules publish, SubjectRules subscribe, Responses responses) {
        return User.of(name, "p").withPermissions(Permissions.of(publish, subscribe, responses));
    }
}
