package dev.stanchion.server.http;

import java.util.List;

/**
 * An answer whose content comes bit by bit, until one side ends it. Confined to the port's thread.
 */
public interface EventStream {
    /** The head is on its way, and content may follow. */
    void begin(Outlet outlet);

    /** The connection has ended. Comes once, and only after {@link #begin}. */
    void ended();

    /** Where the content goes. */
    interface Outlet {
        /**
         * Returns whether the client has taken what was sent so far. While it has not, the stream
         * sends nothing more, so that a slow client holds little memory and nobody else up.
         */
        boolean isFree();

        /** Sends text. */
        void send(String text);

        /**
         * Sends bytes that other streams send, too: they are neither copied nor changed.
         *
         * @param first what only this stream sends; it comes before the last part
         * @param shared the parts, in UTF-8
         */
        void send(String first, List<byte[]> shared);

        /** Ends the answer after what was sent. */
        void close();
    }
}
