package dev.stanchion.acceptance.tickets;

import dev.stanchion.examples.tickets.Listener;
import dev.stanchion.examples.tickets.Publisher;
import dev.stanchion.kit.process.Project;
import java.nio.file.Path;
import java.util.List;

/** The Java programs, run from this test's own class path. */
public final class JavaTickets {
    private JavaTickets() {}

    static TicketPrograms programs() {
        return new TicketPrograms(
                "Java", Project.work(), command(Publisher.class), command(Listener.class));
    }

    /** Returns the command that starts a program of this class path in its own JVM. */
    public static List<String> command(Class<?> program) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Many short-lived JVMs share few cores here: start fast, don't grow.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // The protobuf of this client's time uses Unsafe, and JDK 25 warns about that.
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
    }
}
