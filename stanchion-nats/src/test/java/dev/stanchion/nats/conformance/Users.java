package dev.stanchion.nats.conformance;

import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRule;
import dev.stanchion.nats.permission.SubjectRules;
import java.util.List;

/** The users of the fixtures that have several. */
final class Users {
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
