package dev.stanchion.store.file.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.ManualShard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A journal in use by one run of a server, on a shard that is driven by hand. */
final class JournalRun implements AutoCloseable {
    static final ServerRecord SERVER = new ServerRecord("ticketing", "_STAN.discover", "ticketing");
    static final Duration WITHOUT_PINGS = Duration.ofSeconds(440);

    private final Path directory;
    private final ManualShard shard = ManualShard.alone();
    private final FileJournal journal;
    private final RecoveredState recovered;

    private JournalRun(Path directory, FileJournal journal) {
        this.directory = directory;
        this.journal = journal;
        this.recovered = journal.recover();
        if (recovered.server().isEmpty()) {
            journal.initialize(SERVER);
        }
    }

    /** Begins as a server does, and is ready for clients. */
    static JournalRun in(Path directory, SettableClock clock) {
        return in(directory, new OwnerFiles(), clock);
    }

    static JournalRun in(Path directory, JournalFiles files, SettableClock clock) {
        JournalRun run = notYetServing(directory, files, clock);
        run.journal.clientsMayCome();
        return run;
    }

    static JournalRun notYetServing(Path directory, JournalFiles files, SettableClock clock) {
        return new JournalRun(directory, new FileJournal(directory, files, clock, WITHOUT_PINGS));
    }

    FileJournal journal() {
        return journal;
    }

    RecoveredState recovered() {
        return recovered;
    }

    void connect(ClientRecord client) {
        this.<Outcome.Done>await(out -> journal.clients().put(client, shard, out));
    }

    void disconnect(String clientId) {
        this.<Outcome.Done>await(out -> journal.clients().delete(clientId, shard, out));
    }

    Journal.OpenChannel open(String channel) {
        return await(out -> journal.openChannel(channel, shard, out));
    }

    void delete(String channel) {
        this.<Outcome.Done>await(out -> journal.deleteChannel(channel, shard, out));
    }

    void flush(Journal.OpenChannel channel) {
        this.<Outcome.Done>await(channel.subscriptions()::flush);
    }

    private <T> T await(Consumer<Outcome<T>> question) {
        List<T> answers = new ArrayList<>();
        question.accept(
                new Outcome<>() {
                    @Override
                    public void succeeded(T result) {
                        answers.add(result);
                    }

                    @Override
                    public void failed(StoreException why) {
                        throw why;
                    }
                });
        while (answers.isEmpty()) {
            shard.runReady();
            Thread.onSpinWait();
        }
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    /** Copies the files as they are at this moment: what kill -9 would leave. */
    void copyTo(Path killed) {
        try (Stream<Path> files = Files.list(directory)) {
            Files.createDirectories(killed);
            for (Path file : files.toList()) {
                Files.write(killed.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
