package dev.stanchion.server.log;

import java.nio.file.Path;

/** The destination of log lines. */
public sealed interface Destination {
    Destination STDERR = new Stderr();

    /** The process's standard error. */
    record Stderr() implements Destination {}

    /**
     * A file. The log appends to it.
     *
     * @param sizeLimitBytes a longer file is renamed and a new one begins; 0 means never
     */
    record File(Path path, long sizeLimitBytes) implements Destination {}

    /** A syslog. */
    sealed interface Syslog extends Destination {}

    /** The syslog of this machine. */
    record LocalSyslog() implements Syslog {}

    /**
     * A syslog with a URL.
     *
     * @param url {@code udp://host:port}, {@code tcp://host:port} or {@code unix:///path}
     */
    record RemoteSyslog(String url) implements Syslog {}
}
