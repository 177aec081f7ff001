package dev.stanchion.server.log;

import java.nio.file.Path;

/** Where lines go. */
public sealed interface Destination {
    Destination STDERR = new Stderr();

    /** The process's standard error. */
    record Stderr() implements Destination {}

    /**
     * A file, to which is appended.
     *
     * @param sizeLimitBytes when it is longer than this it is set aside and a new one is begun; 0
     *     means never
     */
    record File(Path path, long sizeLimitBytes) implements Destination {}

    /** The syslog of this machine. */
    record LocalSyslog() implements Destination {}

    /**
     * A syslog that is named.
     *
     * @param url {@code udp://host:port}, {@code tcp://host:port} or {@code unix:///path}
     */
    record RemoteSyslog(String url) implements Destination {}
}
