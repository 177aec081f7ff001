package dev.stanchion.nats.tls;

/** Whether connections are encrypted. */
public sealed interface Tls permits Tls.Off, TlsOptions {
    /** They are not. */
    Tls OFF = new Off();

    /** They are not. */
    record Off() implements Tls {}
}
