package dev.stanchion.nats.wire;

import java.util.List;

/** Valid client operations in every form that the specification allows. */
public final class Frames {
    /** Each frame is complete by itself. */
    public static final List<String> VALID =
            List.of(
                    "PUB foo 5\r\nhello\r\n",
                    "pub\tfoo  bar.baz\t5 \nhello\r\n",
                    "PUB foo 0\r\n\r\n",
                    "PUB foo 000000005\r\n\r\n\r\nx\r\n",
                    "HPUB foo 12 17\r\nNATS/1.0\r\n\r\nhello\r\n",
                    "hPub foo re 12 12\r\nNATS/1.0\r\n\r\n\r\n",
                    "HPUB foo 0 5\r\nhello\r\n",
                    "SUB foo 1\r\n",
                    "SUB  \t foo \t q   1  \r\n",
                    "SUB foo  1\n",
                    "UNSUB 1\r\n",
                    "UNSUB 1 \r\n",
                    "unsub 1 5\n",
                    "UNSUB 1 x\r\n",
                    "PING\r\n",
                    "PINGxyz and more\r\n",
                    "PONG\n",
                    "+OK\r\n",
                    "+ok whatever\r\n",
                    "CONNECT {}\r\n",
                    "CONNECT{\"verbose\":false}\n",
                    "INFO {\"a\":1}\r\n");

    private Frames() {}
}
