package dev.stanchion.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogTest {
    private static final ZoneOffset UTC = ZoneOffset.UTC;

    private static LogRecord event(String logger, Level level, String text) {
        LogRecord event = new LogRecord(level, text);
        event.setLoggerName(logger);
        event.setInstant(Instant.parse("2026-11-03T21:14:05.9Z"));
        return event;
    }

    @Test
    void shouldWriteLinesAsGoDoes() {
        SyslogLine remote = new SyslogLine(SyslogLine.NONE, "vm", 6735, UTC);
        SyslogLine local = new SyslogLine(SyslogLine.DAEMON, "", 6735, UTC);

        assertThat(remote.format(event("dev.stanchion.engine", Level.INFO, "hello")))
                .isEqualTo(
                        "<5>2026-11-03T21:14:05Z vm nats-streaming-server[6735]: STREAM: hello\n");
        assertThat(local.format(event("dev.stanchion.nats", Level.WARNING, "hello")))
                .isEqualTo("<28>Nov  3 21:14:05 nats-streaming-server[6735]: hello\n");
        assertThat(local.format(event("dev.stanchion.nats", Level.SEVERE, "x"))).startsWith("<27>");
        assertThat(local.format(event("dev.stanchion.nats", Level.FINE, "x"))).startsWith("<31>");
        assertThat(local.format(event("dev.stanchion.nats", LineLevel.FATAL_LEVEL, "x")))
                .startsWith("<26>");
    }

    @Test
    void shouldSendDatagrams() throws IOException {
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            // given
            syslog.setSoTimeout(30_000);
            String url = "udp://127.0.0.1:" + syslog.getLocalPort();
            SyslogSink sink = new SyslogSink(SyslogPeer.at(url), new SyslogLine(0, "vm", 1, UTC));

            // when
            sink.write(event("dev.stanchion.engine", Level.INFO, "hello"));
            DatagramPacket packet = new DatagramPacket(new byte[500], 500);
            syslog.receive(packet);
            sink.close();

            // then
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
                    .endsWith("nats-streaming-server[1]: STREAM: hello\n");
        }
    }

    @Test
    void shouldSendToTheFirstLocalSocketThatTakesAStream(@TempDir Path directory)
            throws IOException {
        // given
        Path socket = directory.resolve("log");
        try (ServerSocketChannel syslog =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket))) {
            SyslogPeer.Opener opener =
                    SyslogPeer.ofThisMachine(
                            List.of(directory.resolve("none"), socket), LocalDatagrams.NONE);
            SyslogSink sink = new SyslogSink(opener, new SyslogLine(24, "", 1, UTC));

            // when
            sink.write(event("dev.stanchion.nats", Level.INFO, "hello"));
            ByteBuffer line = ByteBuffer.allocate(500);
            try (SocketChannel accepted = syslog.accept()) {
                accepted.read(line);
            }
            sink.close();

            // then
            assertThat(new String(line.array(), 0, line.position(), UTF_8))
                    .isEqualTo("<29>Nov  3 21:14:05 nats-streaming-server[1]: hello\n");
        }
    }

    @Test
    void shouldPreferDatagramsToTheLocalSocket() throws Exception {
        // given
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        SyslogPeer.Opener opener =
                SyslogPeer.ofThisMachine(
                        List.of(Path.of("/dev/log")),
                        (socket, line) -> taken.add(socket + " " + new String(line, UTF_8)));
        SyslogSink sink = new SyslogSink(opener, new SyslogLine(24, "", 1, UTC));

        // when
        sink.write(event("dev.stanchion.nats", Level.INFO, "hello"));
        sink.close();

        // then: the first was to see whether somebody is there
        assertThat(taken.poll()).isEqualTo("/dev/log ");
        assertThat(taken.poll()).startsWith("/dev/log <29>Nov  3 ");
    }

    @Test
    void shouldSayWhyThereIsNoLocalSyslog(@TempDir Path directory) {
        SyslogPeer.Opener nowhere =
                SyslogPeer.ofThisMachine(List.of(directory.resolve("none")), LocalDatagrams.NONE);
        assertThatThrownBy(() -> new SyslogSink(nowhere, new SyslogLine(24, "", 1, UTC)))
                .isInstanceOf(SyslogException.class)
                .hasMessageStartingWith("error connecting to syslog: \"")
                .hasMessageContaining("no program listens at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo://h:1", "h:1", "nonsense"})
    void shouldRefuseOtherNetworks(String url) {
        assertThatThrownBy(() -> SyslogPeer.at(url))
                .isInstanceOf(SyslogException.class)
                .hasMessageStartingWith("error invalid network type: \"");
    }

    @Test
    void shouldNotHoldUpWhoLogsAndTellWhatWasLost() throws Exception {
        // given: a syslog that takes a line and then nothing until it is told to
        CountDownLatch reads = new CountDownLatch(1);
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        SyslogPeer slow =
                new SyslogPeer() {
                    @Override
                    public void send(byte[] line) throws IOException {
                        try {
                            reads.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        taken.add(new String(line, UTF_8));
                    }

                    @Override
                    public void close() {}
                };
        SyslogSink sink = new SyslogSink(() -> slow, new SyslogLine(0, "vm", 1, UTC));

        // when
        for (int i = 0; i < 10_000; i++) {
            sink.write(event("dev.stanchion.nats", Level.INFO, "line " + i));
        }
        reads.countDown();

        // then
        List<String> lines = new ArrayList<>();
        while (lines.stream().noneMatch(line -> line.contains("is too slow"))) {
            String line = taken.poll(30, TimeUnit.SECONDS);
            assertThat(line).isNotNull();
            lines.add(line);
        }
        assertThat(lines.getFirst()).contains("line 0");
        sink.close();
    }

    @Test
    void shouldConnectAgainWhenTheConnectionBreaks() throws Exception {
        // given
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        boolean[] broken = {false};
        SyslogPeer.Opener opener =
                () ->
                        new SyslogPeer() {
                            private boolean used;

                            @Override
                            public void send(byte[] line) throws IOException {
                                if (used && !broken[0]) {
                                    broken[0] = true;
                                    throw new IOException("broken pipe");
                                }
                                used = true;
                                taken.add(new String(line, UTF_8));
                            }

                            @Override
                            public void close() {}
                        };
        SyslogSink sink = new SyslogSink(opener, new SyslogLine(0, "vm", 1, UTC));

        // when
        sink.write(event("dev.stanchion.nats", Level.INFO, "one"));
        sink.write(event("dev.stanchion.nats", Level.INFO, "two"));

        // then
        assertThat(taken.poll(30, TimeUnit.SECONDS)).contains("one");
        assertThat(taken.poll(30, TimeUnit.SECONDS)).contains("two");
        sink.close();
    }
}
