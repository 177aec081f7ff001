package dev.stanchion.server.api;

import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How busy the event loops are, and how full the disk is. The processor time of a loop only grows;
 * a client asks twice and divides. Nothing is measured between.
 */
record LoadResource(Machine machine, Clock clock) {
    private static final int OK = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    CompletionStage<Reply> show(Question question) {
        CompletableFuture<Optional<Row>> disk = new CompletableFuture<>();
        // A disk that hangs must not hold up the port's thread.
        Thread.ofVirtual().name("stanchion-disk-look").start(() -> disk.complete(disk()));
        return disk.thenApplyAsync(this::reply, question.port());
    }

    private Optional<Row> disk() {
        return machine.disk().flatMap(LoadResource::look);
    }

    private static Optional<Row> look(Machine.Disk disk) {
        try {
            FileStore store = Files.getFileStore(disk.directory());
            long totalBytes = store.getTotalSpace();
            return Optional.of(
                    new Row()
                            .with("totalBytes", totalBytes)
                            .with("freeBytes", store.getUsableSpace())
                            .with("reserveBytes", disk.reserve().applyAsLong(totalBytes)));
        } catch (IOException e) {
            return Optional.empty(); // a standby may not have the directory yet
        }
    }

    private Reply reply(Optional<Row> disk) {
        List<Row> loops =
                machine.loops().stream()
                        .map(loop ->
                                new Row()
                                        .with("name", loop.name())
                                        .with(
                                                "processorSeconds",
                                                loop.processor().toNanos() / NANOS_PER_SECOND))
                        .toList();
        Row row = new Row().with("loops", loops);
        disk.ifPresent(found -> row.with("disk", found));
        return Reply.json(
                OK,
                Json.object(out -> {
                    row.write(out);
                    out.writeStringProperty("asOf", Json.time(clock.instant()));
                }));
    }
}
