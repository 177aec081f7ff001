package dev.stanchion.server.api;

import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.access.Gate;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.api.access.SessionCookie;
import dev.stanchion.server.api.access.Sessions;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who the caller is, and the log-in and log-out of a browser. */
final class SessionResource {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private final Gate gate;
    private final Sessions sessions;
    private final ReadOnlyMode readOnly;

    SessionResource(Gate gate, Sessions sessions, ReadOnlyMode readOnly) {
        this.gate = gate;
        this.sessions = sessions;
        this.readOnly = readOnly;
    }

    /** Says who the caller is. */
    CompletionStage<Reply> who(Question question) {
        return CompletableFuture.completedFuture(Reply.json(OK, of(question.caller())));
    }

    private String of(Caller caller) {
        return Json.object(out -> {
            out.writeBooleanProperty("loggedIn", caller.isLoggedIn());
            if (caller.isLoggedIn()) {
                out.writeStringProperty("user", caller.user());
            }
            out.writeStringProperty("role", caller.role().map(Role::text).orElse("none"));
            if (caller.isLimited()) {
                Json.texts(
                        out,
                        "channels",
                        caller.channels().stream().map(ChannelGlob::toString).toList());
            }
            out.writeBooleanProperty("readOnly", readOnly.isOn());
        });
    }

    /** Logs in with a user and a password, or with the token. */
    CompletionStage<Reply> logIn(Question question) {
        JsonBody body = question.body();
        Optional<String> token = body.text("token");
        String address = question.call().peer().address();
        CompletableFuture<Caller> caller;
        if (token.isPresent()) {
            body.end();
            caller = gate.byToken(token.get(), address);
        } else {
            String user = body.textOrThrow("user");
            String password = body.textOrThrow("password");
            body.end();
            caller = gate.byPassword(user, password, address, question.port());
        }
        return caller.thenApply(who -> {
            question.identified().accept(who);
            return begun(question.call(), who);
        });
    }

    private Reply begun(Call call, Caller caller) {
        SessionCookie.find(call).ifPresent(sessions::end);
        String secret = sessions.begin(caller, call.peer().address());
        return Reply.json(CREATED, of(caller))
                .with(
                        "Set-Cookie",
                        SessionCookie.set(call, secret, sessions.lifetime().toSeconds()));
    }

    /** Lists the sessions of all who have logged in from a browser. */
    CompletionStage<Reply> list(Question question) {
        String own = SessionCookie.find(question.call()).map(sessions::idOfSecret).orElse("");
        List<Sessions.Shown> all = sessions.all();
        return CompletableFuture.completedFuture(
                Reply.json(
                        OK,
                        Json.object(out -> {
                            out.writeArrayPropertyStart("items");
                            all.forEach(each -> out.writeRawValue(row(each, own).json()));
                            out.writeEndArray();
                            out.writeNumberProperty("total", all.size());
                        })));
    }

    private static Row row(Sessions.Shown session, String own) {
        return new Row()
                .with("id", session.id())
                .with("user", session.caller().user())
                .with("role", session.caller().role().map(Role::text).orElse("none"))
                .with("address", session.address())
                .with("ageSeconds", session.age().toSeconds())
                .with("idleSeconds", session.idle().toSeconds())
                .with("leftSeconds", session.left().toSeconds())
                .with("isOwn", session.id().equals(own));
    }

    /** Ends a session of anybody. Streams of events that belong to it end, too. */
    CompletionStage<Reply> end(Question question) {
        question.body().end();
        if (!sessions.endById(question.value("session"))) {
            throw new ProblemException(
                    Problem.of(Code.NO_SUCH_SESSION, "no open session has this ID")
                            .withRemedy("/api/v1/sessions lists them"));
        }
        return CompletableFuture.completedFuture(Reply.empty(NO_CONTENT));
    }

    /** Logs out. */
    CompletionStage<Reply> logOut(Question question) {
        question.body().end();
        SessionCookie.find(question.call()).ifPresent(sessions::end);
        return CompletableFuture.completedFuture(
                Reply.empty(NO_CONTENT).with("Set-Cookie", SessionCookie.remove(question.call())));
    }
}
