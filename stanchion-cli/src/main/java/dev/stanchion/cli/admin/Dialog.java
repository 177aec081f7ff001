package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests, shows plans, asks, and prints answers; returns exit codes. */
final class Dialog {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** Nobody has agreed to the change, or not to the change as it would be now. */
    static final int NOT_AGREED = 4;

    private static final int FORBIDDEN = 403;
    private static final int STATE_CHANGED = 412;
    private static final int STATE_NEEDED = 428;

    private final Console console;
    private final InputStream input;
    private final boolean isInteractive;
    private final Map<String, String> environment;

    /**
     * @param isInteractive whether a person can be asked
     */
    Dialog(
            Console console,
            InputStream input,
            boolean isInteractive,
            Map<String, String> environment) {
        this.console = console;
        this.input = input;
        this.isInteractive = isInteractive;
        this.environment = environment;
    }

    /** Reports what is wrong with the arguments or the server. */
    int guarded(Step step) {
        try {
            return step.run();
        } catch (WrongUsageException wrong) {
            console.problem(
                    "stanchion admin: " + wrong.getMessage(), "Try 'stanchion admin --help'.");
            return WRONG_USAGE;
        } catch (BrokenExportException broken) {
            console.problem(String.valueOf(broken.getMessage()), "Nothing more was changed.");
            return FAILED;
        } catch (ApiException failed) {
            console.problem(String.valueOf(failed.getMessage()), failed.remedy());
            return FAILED;
        }
    }

    /** What a command does. */
    interface Step {
        int run();
    }

    /** Prints an answer. */
    int show(ApiFlags flags, String path) {
        ApiClient.Answer answer =
                send(flags, Login.client(flags, environment), ApiClient.Request.get(path), null);
        if (!answer.isSuccess()) {
            return problem(flags, answer);
        }
        if (flags.json()) {
            console.line(answer.text());
            return DONE;
        }
        Map<String, Object> content = JsonTree.of(answer);
        if (content.containsKey("items")) {
            List<Map<String, Object>> items = JsonTree.objects(content, "items");
            (items.isEmpty() ? List.of("None.") : Table.of(items)).forEach(console::line);
            String next = JsonTree.text(content, "next");
            if (!next.isEmpty()) {
                console.remark("There are more: --from " + next);
            }
        } else {
            Table.of(content).forEach(console::line);
        }
        return DONE;
    }

    /**
     * Prints an answer as it is, or writes it into a new file.
     *
     * @param to null prints it
     */
    int save(ApiFlags flags, String path, @Nullable Path to) {
        ApiClient.Answer answer =
                send(flags, Login.client(flags, environment), ApiClient.Request.get(path), null);
        if (!answer.isSuccess()) {
            return problem(flags, answer);
        }
        if (to == null) {
            console.line(answer.text());
            return DONE;
        }
        try {
            Files.writeString(to, answer.text() + "\n", StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new WrongUsageException(to + " cannot be written: " + FileProblem.of(e));
        }
        console.remark("Written to " + to);
        return DONE;
    }

    /** Makes a change that loses nothing, without a plan. */
    int act(ApiFlags flags, ApiClient.Request request, String done) {
        ApiClient.Answer answer = send(flags, Login.client(flags, environment), request, null);
        if (!answer.isSuccess()) {
            return problem(flags, answer);
        }
        console.line(flags.json() ? answer.text() : done);
        return DONE;
    }

    /** Makes a change that the user agrees to. */
    int change(ApiFlags flags, ChangeFlags how, ApiClient.Request request) {
        return change(flags, how, request, () -> {});
    }

    /**
     * Makes a change that the user agrees to.
     *
     * @param before done when the user has agreed, before the change
     */
    int change(ApiFlags flags, ChangeFlags how, ApiClient.Request request, Runnable before) {
        return change(flags, how, request, before, (client, answer) -> made(flags, answer));
    }

    /** Tells the user what a change has done. */
    interface Made {
        int told(ApiClient client, ApiClient.Answer answer);
    }

    /** Makes a change that the user agrees to, and has something else told of it. */
    int change(ApiFlags flags, ChangeFlags how, ApiClient.Request request, Made made) {
        return change(flags, how, request, () -> {}, made);
    }

    private int change(
            ApiFlags flags,
            ChangeFlags how,
            ApiClient.Request request,
            Runnable before,
            Made made) {
        ApiClient client = Login.client(flags, environment);
        if (how.dryRun()) {
            ApiClient.Answer plan = send(flags, client, request.asDryRun(), null);
            return plan.isSuccess() ? showPlan(flags, plan) : problem(flags, plan);
        }
        String state = how.yes() ? "*" : how.state();
        if (state == null) {
            ApiClient.Answer plan = send(flags, client, request.asDryRun(), null);
            if (!plan.isSuccess()) {
                return problem(flags, plan);
            }
            if (!isInteractive) {
                showPlan(flags, plan);
                console.problem(
                        "Nothing was changed",
                        "Add --yes, or --state "
                                + JsonTree.text(JsonTree.of(plan), "state")
                                + " to agree to this plan.");
                return NOT_AGREED;
            }
            tell(JsonTree.of(plan));
            if (!isAgreed()) {
                console.remark("Nothing was changed.");
                return NOT_AGREED;
            }
            state = JsonTree.text(JsonTree.of(plan), "state");
        }
        before.run();
        ApiClient.Answer answer = send(flags, client, request, state);
        return answer.isSuccess() ? made.told(client, answer) : problem(flags, answer);
    }

    /** Sends a request; throws if no server answers. */
    static ApiClient.Answer send(
            ApiFlags flags, ApiClient client, ApiClient.Request request, @Nullable String state) {
        try {
            return client.send(request, state);
        } catch (IOException e) {
            throw noServer(flags, e);
        }
    }

    /** Returns the error of a command that reaches no server. */
    static ApiException noServer(ApiFlags flags, IOException why) {
        return new ApiException(
                "No server answers at " + flags.url() + " (" + why.getMessage() + ")",
                "Start the server with a monitoring port (-m 8222), or give its --url.",
                why);
    }

    private int made(ApiFlags flags, ApiClient.Answer answer) {
        if (flags.json()) {
            console.line(answer.text());
        } else {
            Map<String, Object> done = JsonTree.of(answer);
            console.line("Done: " + JsonTree.text(done, "summary"));
            String sequence = JsonTree.text(done, "sequence");
            if (!sequence.isEmpty()) {
                console.line("Sequence: " + sequence);
            }
        }
        return DONE;
    }

    private int showPlan(ApiFlags flags, ApiClient.Answer plan) {
        if (flags.json()) {
            console.line(plan.text());
            return DONE;
        }
        Map<String, Object> content = JsonTree.of(plan);
        console.line(JsonTree.text(content, "summary"));
        JsonTree.texts(content, "changes").forEach(change -> console.line("  " + change));
        for (Map<String, Object> warning : JsonTree.objects(content, "warnings")) {
            console.line("Warning: " + JsonTree.text(warning, "text"));
        }
        String refusal = JsonTree.text(content, "refusal");
        if (!refusal.isEmpty()) {
            console.line("Refused: " + refusal);
        }
        console.line("State: " + JsonTree.text(content, "state"));
        return DONE;
    }

    private void tell(Map<String, Object> plan) {
        console.remark(JsonTree.text(plan, "summary"));
        JsonTree.texts(plan, "changes").forEach(change -> console.remark("  " + change));
        for (Map<String, Object> warning : JsonTree.objects(plan, "warnings")) {
            console.warning(JsonTree.text(warning, "text"));
        }
        String refusal = JsonTree.text(plan, "refusal");
        if (!refusal.isEmpty()) {
            console.warning(refusal);
        }
    }

    /** Returns what sends requests. */
    ApiClient client(ApiFlags flags) {
        return Login.client(flags, environment);
    }

    Console console() {
        return console;
    }

    /**
     * Asks for an agreement to a plan that is shown by the caller.
     *
     * @param state of the plan
     */
    boolean isAgreedTo(ChangeFlags how, String state, Runnable shown) {
        if (how.yes() || state.equals(how.state())) {
            return true;
        }
        shown.run();
        if (how.dryRun()) {
            return false;
        }
        if (how.state() != null) {
            console.problem("The state has changed since the plan", "This is the plan now.");
            return false;
        }
        if (!isInteractive) {
            console.problem(
                    "Nothing was changed", "Add --yes, or --state " + state + " to agree to this.");
            return false;
        }
        boolean isAgreed = isAgreed();
        if (!isAgreed) {
            console.remark("Nothing was changed.");
        }
        return isAgreed;
    }

    private boolean isAgreed() {
        console.remark("Go on? [y/N]");
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))
                            .readLine();
            return answer != null && (answer.strip().equals("y") || answer.strip().equals("yes"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Tells why a request was refused. */
    int problem(ApiFlags flags, ApiClient.Answer answer) {
        if (flags.json()) {
            console.line(answer.text());
        } else {
            Map<String, Object> problem = JsonTree.of(answer);
            String detail = JsonTree.text(problem, "detail");
            String title = JsonTree.text(problem, "title");
            console.problem(
                    detail.isEmpty() ? title + " (HTTP " + answer.status() + ")" : detail,
                    remedy(answer.status(), problem));
            for (Map<String, Object> each : JsonTree.objects(problem, "differences")) {
                console.remark(
                        "%s: %s in the plan, %s now"
                                .formatted(
                                        JsonTree.text(each, "field"),
                                        JsonTree.text(each, "then"),
                                        JsonTree.text(each, "now")));
            }
        }
        return answer.status() == STATE_CHANGED ? NOT_AGREED : FAILED;
    }

    /** The server speaks of HTTP, where a user of this command has an option. */
    private static String remedy(int status, Map<String, Object> problem) {
        String remedy = JsonTree.text(problem, "remedy");
        return switch (status) {
            case STATE_CHANGED -> {
                Map<String, Object> plan = JsonTree.inner(problem, "plan");
                String state = JsonTree.text(plan, "state");
                yield state.isEmpty()
                        ? "Look at the new plan with --dry-run, and agree to it with --state."
                        : "To agree to the plan of now: --state " + state;
            }
            case STATE_NEEDED -> "Look at the plan with --dry-run, and agree to it with --state.";
            case FORBIDDEN ->
                    remedy.isEmpty()
                            ? "Name somebody who may do that: --user, or --token-file."
                            : remedy;
            default -> remedy.isEmpty() ? "Nothing was changed." : remedy;
        };
    }
}
