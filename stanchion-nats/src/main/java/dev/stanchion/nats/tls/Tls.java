package dev.stanchion.nats.tls;

/** Whether connections are encrypted. */
public sealed interface Tls permits Tls.Off, TlsOptions {
    /** They are not. */
    Tls OFF = new Off();

    /**
     * Reads the files that it names, as a server does when it starts.
     *
     * @throws TlsException if one cannot be used
     */
    void requireUsable();

    /** They are not. */
    record Off() implements Tls {
        @Override
        public void requireUsable() {} // there are no files
    }
}
