package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Begins jobs of the server and follows them. Ctrl-C ends the job. */
final class JobDialog {
    private static final long LOOK_MILLIS = 500;
    private static final Set<String> GOING_ON = Set.of("running", "cancelling");

    private final Dialog dialog;
    private final Console console;
    private final Interrupts interrupts;

    JobDialog(Dialog dialog, Console console, Interrupts interrupts) {
        this.dialog = dialog;
        this.console = console;
        this.interrupts = interrupts;
    }

    /** Begins a job that the user agrees to. */
    int change(ApiFlags flags, ChangeFlags how, ApiClient.Request request, boolean isWaiting) {
        return dialog.change(
                flags,
                how,
                request,
                (client, begun) -> {
                    String path = "/jobs/" + JsonTree.text(JsonTree.of(begun), "id");
                    if (isWaiting) {
                        return followed(flags, client, path);
                    }
                    if (flags.json()) {
                        console.line(begun.text());
                    } else {
                        console.line(
                                "The job has begun: " + JsonTree.text(JsonTree.of(begun), "id"));
                    }
                    return Dialog.DONE;
                });
    }

    private int followed(ApiFlags flags, ApiClient client, String path) {
        CountDownLatch interrupted = new CountDownLatch(1);
        Interrupts.Work work = interrupts.during(interrupted::countDown);
        int code = Dialog.FAILED;
        try {
            code = follow(flags, client, path, interrupted);
        } finally {
            work.finished(code);
        }
        return code;
    }

    private int follow(ApiFlags flags, ApiClient client, String path, CountDownLatch interrupted) {
        boolean isCancelled = false;
        String shown = "";
        while (true) {
            ApiClient.Answer job = Dialog.send(flags, client, ApiClient.Request.get(path), null);
            if (!job.isSuccess()) {
                return dialog.problem(flags, job);
            }
            Map<String, Object> content = JsonTree.of(job);
            if (!GOING_ON.contains(JsonTree.text(content, "state"))) {
                return ended(flags, job);
            }
            String progress = progress(content);
            if (!progress.equals(shown)) {
                console.remark(progress);
                shown = progress;
            }
            if (isInterrupted(interrupted, isCancelled) && !isCancelled) {
                isCancelled = true;
                Dialog.send(flags, client, new ApiClient.Request("DELETE", path, ""), null);
            }
        }
    }

    private static boolean isInterrupted(CountDownLatch interrupted, boolean isCancelled) {
        try {
            if (isCancelled) { // the latch is open, and the last step of the job takes a moment
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                return true;
            }
            return interrupted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String progress(Map<String, Object> job) {
        String progress =
                "%s of %s %s"
                        .formatted(
                                JsonTree.text(job, "done"),
                                JsonTree.text(job, "total"),
                                JsonTree.text(job, "kind").equals("drop")
                                        ? "given up"
                                        : "sent again");
        String refused = JsonTree.text(job, "refused");
        String again = JsonTree.text(job, "parkedAgain");
        return progress
                + (refused.equals("0") ? "" : ", " + refused + " refused")
                + (again.equals("0") ? "" : ", " + again + " parked again");
    }

    private int ended(ApiFlags flags, ApiClient.Answer job) {
        Map<String, Object> content = JsonTree.of(job);
        if (flags.json()) {
            console.line(job.text());
        } else {
            console.line(progress(content) + ". " + JsonTree.text(content, "sentence"));
        }
        return JsonTree.text(content, "state").equals("done") ? Dialog.DONE : Dialog.FAILED;
    }
}
