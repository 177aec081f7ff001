package dev.stanchion.interop.chaos;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.NatsCluster;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers of a run and what can happen to them. Used by one thread. */
final class Stage implements AutoCloseable {
    static final String CLUSTER_ID = "chaos";
    private static final int NATS_SERVERS = 3;
    private static final int MEMBERS = 3;
    private static final String ANY_PORT = "-1";
    private static final List<String> GROUP = List.of("-ft_group", "chaos");

    private final NatsCluster nats;
    private final SharedStore store;
    private final List<Member> members = new ArrayList<>();
    private final List<Proxy> proxies = new ArrayList<>();
    private final List<List<Proxy>> linksOfClients = new ArrayList<>();

    private Stage(NatsCluster nats, SharedStore store) {
        this.nats = nats;
        this.store = store;
    }

    /**
     * Starts three nats-servers and three Stanchions, and waits until one is active.
     *
     * @param directory for what they store
     */
    static Stage start(Programs programs, Path directory, SharedStore store) {
        // Servers would tell clients their own addresses, and clients would go around the proxies.
        NatsCluster nats =
                NatsCluster.start(
                        programs, directory, NATS_SERVERS, "--no_advertise", "-m", ANY_PORT);
        var stage = new Stage(nats, store);
        List<String> flags = flags(store, directory);
        for (int i = 1; i <= MEMBERS; i++) {
            stage.members.add(new Member("stanchion-" + i, programs, stage.newLinks(), flags));
        }
        stage.members.forEach(Member::awaitStarted);
        stage.awaitActive();
        return stage;
    }

    private static List<String> flags(SharedStore store, Path directory) {
        return switch (store) {
            case SQL ->
                    Stream.concat(
                                    GROUP.stream(),
                                    Stream.of(
                                            PostgresServer.shared()
                                                    .newDatabase()
                                                    .flags()
                                                    .split(" ", -1)))
                            .toList();
            case FILE ->
                    Stream.concat(
                                    GROUP.stream(),
                                    Stream.of(
                                            "-store",
                                            "file",
                                            "-dir",
                                            directory.resolve("data").toString()))
                            .toList();
            case JETSTREAM -> List.of("-store", "jetstream");
        };
    }

    private List<Proxy> newLinks() {
        List<Proxy> links =
                nats.servers().stream()
                        .map(server -> Proxy.start("127.0.0.1", server.port()))
                        .toList();
        proxies.addAll(links);
        return links;
    }

    /** Returns where a client connects, on connections of its own, separated by commas. */
    String newUrlsOfClient() {
        List<Proxy> links = newLinks();
        linksOfClients.add(links);
        return links.stream().map(Proxy::url).collect(Collectors.joining(","));
    }

    /** Returns where a client connects that nothing happens to. */
    String urls() {
        return nats.urls();
    }

    /** Returns the member that is active, once there is one. */
    Member awaitActive() {
        List<Member> active = new ArrayList<>();
        Waiting.until(
                "one Stanchion is active",
                () -> {
                    active.clear();
                    members.stream()
                            .filter(each -> each.program().isAlive())
                            .filter(Member::isActive)
                            .forEach(active::add);
                    return active.size() == 1;
                });
        return active.getFirst();
    }

    private Member follower(int target) {
        Member active = awaitActive();
        List<Member> followers = members.stream().filter(each -> !each.equals(active)).toList();
        return followers.get(target % followers.size());
    }

    /**
     * Lets a trouble begin.
     *
     * @return what mends it
     */
    Runnable begin(Trouble trouble) {
        return switch (trouble.kind()) {
            case KILL -> kill(awaitActive());
            case FOLLOWER -> kill(follower(trouble.target()));
            case PAUSE -> {
                Member active = awaitActive();
                active.program().freeze();
                yield active.program()::thaw;
            }
            case STOP -> {
                Member active = awaitActive();
                active.program().terminate();
                yield () -> {
                    active.program().awaitExit();
                    active.restart();
                };
            }
            case ISOLATE -> {
                Member active = awaitActive();
                active.isolate();
                yield active::reconnect;
            }
            case CUT -> {
                Member active = awaitActive();
                active.isolate();
                active.reconnect();
                yield () -> {};
            }
            case CLIENT -> {
                List<Proxy> links = linksOfClients.get(trouble.target() % linksOfClients.size());
                Proxy busiest = busiest(links);
                busiest.cut();
                yield busiest::restore;
            }
            case NATS -> {
                NatsServer server = nats.servers().get(trouble.target() % NATS_SERVERS);
                server.kill();
                yield () -> {
                    server.restart();
                    if (store == SharedStore.JETSTREAM) {
                        nats.awaitRecovered();
                    }
                };
            }
        };
    }

    /** Writes the logs of all Stanchions, one file for each. */
    void writeLogs(Path into) {
        try {
            Files.createDirectories(into);
            for (Member each : members) {
                each.writeLog(into);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Runnable kill(Member member) {
        member.program().kill();
        return member::restart;
    }

    private static Proxy busiest(List<Proxy> links) {
        return links.stream().filter(Proxy::isInUse).findFirst().orElse(links.getFirst());
    }

    @Override
    public void close() {
        proxies.forEach(Proxy::close);
    }
}
