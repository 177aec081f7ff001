package dev.stanchion.cli.publish;

import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.terminal.OneLineJson;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Publishes files at once, and again at each save.
 *
 * <p>One thread runs {@link #run}: it looks at the files at least four times a second, and
 * publishes those that are due. {@link #look}, {@link #again} and {@link #end} may be called by any
 * thread.
 */
public final class WatchSession {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum Signal {
        LOOK,
        AGAIN
    }

    private final WatchPlan plan;
    private final Outbox outbox;
    private final WatchReport report;
    private final LongSupplier nanoClock;
    private final Saves saves;

    /** A full queue has a signal that makes the thread look, so another one may be dropped. */
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(16);

    private final AtomicBoolean ended = new AtomicBoolean();

    private final Set<WatchedFile> due = new LinkedHashSet<>();
    private final Map<WatchedFile, byte[]> contents = new HashMap<>();
    private long retryAtNanos;
    private boolean isRetrying;
    private long nextRoundNanos;
    private long publishes;

    public WatchSession(WatchPlan plan, Outbox outbox, WatchReport report, LongSupplier nanoClock) {
        this.plan = plan;
        this.outbox = outbox;
        this.report = report;
        this.nanoClock = nanoClock;
        this.saves = new Saves(plan.files(), FileStamp::of);
    }

    /** Lets the session look at its files now. */
    public void look() {
        signals.offer(Signal.LOOK);
    }

    /** Lets the session publish all files again. */
    public void again() {
        signals.offer(Signal.AGAIN);
    }

    /** Lets the session end after what it is at. */
    public void end() {
        ended.set(true);
        look();
    }

    /** Publishes until somebody asks for the end, or as often as planned. */
    public void run() throws InterruptedException {
        List<Path> directories = plan.files().stream().map(WatchedFile::directory).toList();
        try (var _ = DirectoryEvents.in(directories, this::look)) {
            nextRoundNanos = nanoClock.getAsLong() + plan.everyNanos().orElse(0);
            due.addAll(plan.files());
            publishDue();
            while (!isOver()) {
                await();
                publishDue();
            }
        }
        report.ended(publishes);
    }

    private boolean isOver() {
        return ended.get()
                || (plan.most().isPresent() && publishes >= plan.most().getAsLong())
                || report.console().isResultUnread();
    }

    /** Waits for a signal, but not for long, and collects what is due. */
    private void await() throws InterruptedException {
        long pause = saves.isUnsettled() ? SHORT_PAUSE_NANOS : PAUSE_NANOS;
        if (signals.poll(pause, TimeUnit.NANOSECONDS) == Signal.AGAIN) {
            due.addAll(plan.files());
        }
        long now = nanoClock.getAsLong();
        saves.look(now).forEach(this::take);
        if (plan.everyNanos().isPresent() && now - nextRoundNanos >= 0) {
            nextRoundNanos = now + plan.everyNanos().getAsLong();
            due.addAll(plan.files());
        }
    }

    private void take(Saves.Event event) {
        switch (event) {
            case Saves.Event.Saved(WatchedFile file) -> due.add(file);
            case Saves.Event.Deleted(WatchedFile file) -> {
                due.remove(file);
                report.deleted(file);
            }
        }
    }

    private void publishDue() {
        if (isRetrying && nanoClock.getAsLong() - retryAtNanos < 0) {
            return;
        }
        for (WatchedFile file : List.copyOf(due)) {
            if (isOver()) {
                return;
            }
            try {
                publish(file);
                isRetrying = false;
                due.remove(file);
            } catch (StreamingException e) {
                if (Outbox.isTransient(e)) {
                    retryLater(file, e);
                    return;
                }
                due.remove(file);
                report.failed(file, e.problem(), e.remedy());
            } catch (FailedException e) {
                due.remove(file);
                report.failed(file, e.problem(), e.remedy());
            }
        }
    }

    private void retryLater(WatchedFile file, StreamingException failure) {
        retryAtNanos = nanoClock.getAsLong() + RETRY_NANOS;
        if (!isRetrying) {
            report.retrying(file, failure);
        }
        isRetrying = true;
    }

    private void publish(WatchedFile file) {
        if (!FileStamp.of(file.path()).exists()) {
            if (!contents.containsKey(file)) {
                report.absent(file);
            }
            return;
        }
        byte[] content = PayloadFile.content(file.path());
        byte[] before = contents.get(file);
        if (plan.isOnlyChanges() && Arrays.equals(content, before)) {
            report.unchanged(file);
            return;
        }
        byte[] data = plan.filling().apply(content);
        Optional<String> error = plan.isRaw() ? Optional.empty() : jsonError(file, data);
        if (error.isPresent()) {
            report.notJson(file, error.get());
            return;
        }
        List<String> changes = before == null ? List.of() : JsonChanges.between(before, content);
        send(file, data, changes);
        contents.put(file, content);
    }

    private void send(WatchedFile file, byte[] data, List<String> changes) {
        long start = nanoClock.getAsLong();
        PublishAck ack = plan.isDryRun() ? null : outbox.publish(file.channel(), data);
        report.published(
                new WatchReport.Publish(
                        file,
                        data.length,
                        Payload.verbatim(data),
                        changes,
                        ack,
                        nanoClock.getAsLong() - start));
        publishes++;
    }

    /** A file named .json must be JSON, and so must be what looks like it. */
    private static Optional<String> jsonError(WatchedFile file, byte[] data) {
        Optional<String> text = Payload.text(data);
        if (file.isJson()) {
            return text.isEmpty() ? Optional.of("it is not text") : OneLineJson.error(text.get());
        }
        return text.flatMap(OneLineJson::defect);
    }
}
