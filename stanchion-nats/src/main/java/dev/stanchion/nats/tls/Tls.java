package dev.stanchion.nats.tls;

/** Whether connections are encrypted. */
public sealed interface Tls permits Tls.Off, TlsOptions {
    /** Connections are not encrypted. */
    Tls OFF = new Off();

    /**
     * Checks the files that it names, by reading them as a server does at its start.
     *
     * @throws TlsException if one cannot be used
     */
    void requireUsable();

    /** Connections are not encrypted. */
    record Off() implements Tls {
        @Override
        public void requireUsable() {} // there are no files
    }
}
