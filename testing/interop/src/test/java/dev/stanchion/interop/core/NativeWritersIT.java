package dev.stanchion.interop.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.CoreDriverPrograms;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.DriverProgram;
import dev.stanchion.interop.driver.DriverPrograms;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unmodified JetStream clients in four languages write to a channel, while a streaming client
 * publishes to it and another one listens.
 */
@Tag("long")
@Timeout(300) // the first run fetches and compiles the libraries
class NativeWritersIT {
    private static final String CLUSTER = "native";
    private static final String CHANNEL = "orders";
    private static final String SUBJECT = "stan.native.orders";
    private static final int COUNT = 25;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final List<Driver> drivers = new ArrayList<>();

    /** What the listener has got, by sequence. */
    private final SortedMap<Long, String> delivered = new TreeMap<>();

    private final List<Long> arrivals = new ArrayList<>();

    @AfterEach
    void close() {
        drivers.forEach(Driver::close);
    }

    private Driver start(DriverProgram program) {
        Driver driver = Driver.start(program);
        drivers.add(driver);
        return driver;
    }

    @Test
    void shouldKeepTheOrderOfEachWriterWhicheverLibraryItUses() {
        // given
        NatsServer nats =
                NatsServer.start(programs, "-js", "-sd", directory.resolve("streams").toString());
        nats.requireMinorVersion(14);
        Server.launch(
                        programs,
                        Map.of(),
                        List.of(
                                "-store",
                                "jetstream",
                                "-ns",
                                nats.url(),
                                "-cid",
                                CLUSTER,
                                "-js_native_writers"))
                .awaitLine("Streaming Server is ready");
        listen(nats);
        Driver publisher = start(DriverPrograms.java());
        connect(publisher, nats, "publisher");
        Map<String, Driver> writers =
                Map.of(
                        "nats", start(CoreDriverPrograms.node("nats-2.29.3")),
                        "nats.go", start(CoreDriverPrograms.go()),
                        "nats-py", start(CoreDriverPrograms.python()),
                        "jnats", start(CoreDriverPrograms.java()));
        writers.forEach((name, driver) ->
                Answers.await(driver.send("connect", of(name).with("url", nats.url()))));

        // when: nobody waits for the others
        SortedMap<Long, String> acknowledged = new TreeMap<>();
        Map<String, CompletableFuture<Fields>> answers = new TreeMap<>();
        List<CompletableFuture<Fields>> published = new ArrayList<>();
        for (int i = 1; i <= COUNT; i++) {
            for (Map.Entry<String, Driver> writer : writers.entrySet()) {
                String text = text(writer.getKey(), i);
                answers.put(text, writer.getValue().send("store", stored(writer.getKey(), text)));
            }
            published.add(publish(publisher, i));
        }
        published.forEach(Answers::await);
        answers.forEach(
                (text, answer) -> acknowledged.put(Answers.await(answer).number("sequence"), text));

        // then
        int all = COUNT * (writers.size() + 1);
        Waiting.until(all + " messages", () -> delivered().size() == all);
        assertThat(delivered().firstKey()).isEqualTo(1);
        assertThat(delivered().lastKey()).isEqualTo(all);
        assertThat(arrivals()).isSorted().hasSize(all);
        assertThat(delivered()).containsAllEntriesOf(acknowledged);
        for (String writer : List.of("nats", "nats.go", "nats-py", "jnats", "stan")) {
            List<String> sent = new ArrayList<>();
            for (int i = 1; i <= COUNT; i++) {
                sent.add(text(writer, i));
            }
            assertThat(delivered().values())
                    .filteredOn(text -> text.startsWith(writer + " "))
                    .as(writer)
                    .containsExactlyElementsOf(sent);
        }
    }

    private void listen(NatsServer nats) {
        Driver listener = start(DriverPrograms.node("0.3.2"));
        connect(listener, nats, "listener");
        listener.onEvents("all", this::got);
        Answers.await(
                listener.send(
                        "subscribe",
                        of("listener")
                                .with("subscription", "all")
                                .with("channel", CHANNEL)
                                .with("start", "first")));
    }

    private synchronized void got(Fields message) {
        long sequence = message.number("sequence");
        arrivals.add(sequence);
        delivered.put(
                sequence, new String(Base64.getDecoder().decode(message.text("data")), UTF_8));
    }

    private synchronized SortedMap<Long, String> delivered() {
        return new TreeMap<>(delivered);
    }

    private synchronized List<Long> arrivals() {
        return List.copyOf(arrivals);
    }

    private static void connect(Driver driver, NatsServer nats, String name) {
        Answers.await(
                driver.send(
                        "connect",
                        of(name).with("url", nats.url())
                                .with("cluster", CLUSTER)
                                .with("client", name)));
    }

    private static CompletableFuture<Fields> publish(Driver publisher, int number) {
        return publisher.send(
                "publishAsync",
                of("publisher")
                        .with("channel", CHANNEL)
                        .with("publishing", "publishing." + number)
                        .with("prefix", "stan ")
                        .with("from", number)
                        .with("count", 1));
    }

    private static Fields of(String connection) {
        return Fields.none().with("connection", connection);
    }

    private static Fields stored(String writer, String text) {
        return of(writer)
                .with("subject", SUBJECT)
                .with("data", Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    private static String text(String writer, int number) {
        return writer + " " + number;
    }
}
