package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processes of a group that live. Confined to the thread of a test. */
final class Members {
    static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Member> living = new ArrayList<>();
    private final Programs programs;
    private final List<String> flags;

    /** One server with the ports that it has while it is active. */
    record Member(Program program, int port, int monitoringPort) {}

    /**
     * @param flags that all members have
     */
    Members(Programs programs, List<String> flags) {
        this.programs = programs;
        this.flags = List.copyOf(flags);
    }

    /** Starts a member on a port of its own. */
    Member start() {
        return startOn(FreePort.next());
    }

    /** The client knows no port but those of the members that it was started with. */
    Member startOn(int port) {
        int monitoringPort = FreePort.next();
        Stream<String> own =
                Stream.of(
                        "-a",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-m",
                        Integer.toString(monitoringPort),
                        "-cid",
                        Server.CLUSTER_ID);
        Program program =
                Server.launch(programs, Map.of(), Stream.concat(own, flags.stream()).toList());
        program.awaitLine("Starting in standby mode");
        Member started = new Member(program, port, monitoringPort);
        living.add(started);
        return started;
    }

    List<Member> living() {
        return List.copyOf(living);
    }

    /** The member has ended. */
    void remove(Member member) {
        living.remove(member);
    }

    List<Member> others(Member than) {
        return living.stream().filter(each -> !each.equals(than)).toList();
    }

    /** Returns the status of a monitoring page; 0 if there is no answer. */
    int status(Member member, String path) {
        try {
            URI page = URI.create("http://127.0.0.1:" + member.monitoringPort + path);
            return http.send(
                            HttpRequest.newBuilder(page).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    boolean isActive(Member member) {
        return status(member, "/streaming/isFTActive") == OK;
    }

    Member awaitActive() {
        return awaitActive(living);
    }

    Member awaitActive(List<Member> among) {
        List<Member> active = new ArrayList<>();
        Waiting.until(
                "one of " + among.size() + " members is active",
                () -> {
                    active.clear();
                    among.stream().filter(this::isActive).forEach(active::add);
                    return active.size() == 1;
                });
        return active.getFirst();
    }
}
