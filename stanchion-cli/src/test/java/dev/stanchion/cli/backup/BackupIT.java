package dev.stanchion.cli.backup;

import static dev.stanchion.cli.testing.Ran.stanchion;
import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static dev.stanchion.cli.testing.StreamingClients.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.testing.Poison;
import dev.stanchion.cli.testing.Ran;
import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StoreText;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.StoreEncryption;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.StoreSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a running server, and stores that are filled with it. */
@Timeout(120)
class BackupIT {
    private static final String CHANNEL = "tickets:created";
    private static final String KEY = "a key that nobody knows";

    @TempDir Path directory;

    private final List<StreamingConnection> connections = new ArrayList<>();
    private final List<StanchionServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        connections.forEach(each -> Thread.startVirtualThread(each::close));
        servers.forEach(StanchionServer::close);
    }

    private StanchionServer server(StoreEncryption encryption, Path store) {
        AdminUser root = new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of());
        AdminUser reader = new AdminUser("reader", Secret.of("secret"), Role.READER, List.of());
        StanchionServer server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .host("127.0.0.1")
                                .port(0)
                                .monitoringPort(0)
                                .store(StoreChoice.in(store))
                                .storeEncryption(encryption)
                                .policies(PolicyText.parse("tickets:*=max_deliveries:1"))
                                .admin(AdminOptions.DEFAULT.withUsers(List.of(root, reader)))
                                .build());
        servers.add(server);
        return server;
    }

    private StreamingConnection connect(StanchionServer server, String clientId) {
        StreamingConnection connection =
                StreamingConnection.connect(
                        ConnectOptions.builder("test-cluster", ClientId.fixed(clientId))
                                .url("nats://127.0.0.1:" + server.port())
                                .build());
        connections.add(connection);
        return connection;
    }

    private static Ran backup(StanchionServer server, Object... arguments) {
        return backup("root", server, arguments);
    }

    private static Ran backup(String user, StanchionServer server, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("backup"));
        all.addAll(List.of(arguments));
        all.addAll(
                List.of(
                        "--url",
                        "http://%s:secret@127.0.0.1:%d".formatted(user, server.monitoringPort())));
        return stanchion(all.toArray());
    }

    /** A durable with unacknowledged messages, a message that is parked, and clients. */
    private void use(StanchionServer server) throws InterruptedException {
        StreamingConnection publisher = connect(server, "publisher");
        StreamingConnection worker = connect(server, "worker");
        for (int i = 1; i <= 5; i++) {
            publisher.publish(CHANNEL, bytes("{\"id\":\"t%d\"}".formatted(i)));
        }
        publisher.publish("bytes", new byte[] {0, 1, -1});
        Received received = new Received();
        worker.subscribe(CHANNEL, MANUAL.durable("all"), received);
        for (int i = 1; i <= 5; i++) {
            Message message = received.next();
            if (message.sequence() < 3) {
                message.ack();
            }
        }
        Poison.park(publisher, worker);
    }

    private static List<String> kept(Path store) {
        return StoreText.of(new StoreSource(new FileStore(store, FileStoreOptions.DEFAULTS)));
    }

    private void kill(StanchionServer server) {
        // the clients must not say goodbye, so that the store still has them
        servers.remove(server);
        server.close();
        connections.forEach(each -> Thread.startVirtualThread(each::close));
        connections.clear();
    }

    @Test
    void shouldRestoreAllThatTheServerKept() throws InterruptedException {
        // given
        Path store = directory.resolve("store");
        StanchionServer server = server(StoreEncryption.OFF, store);
        use(server);
        Path binary = directory.resolve("all.backup");
        Path lines = directory.resolve("all.jsonl.gz");

        // when
        Ran first = backup(server, binary);
        Ran second = backup(server, lines);
        kill(server);

        // then
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("4 channel(s), 8 message(s)").contains("2 client(s)");
        assertThat(second.exitCode()).as(second.err()).isZero();
        List<String> expected = kept(store);
        for (Path file : List.of(binary, lines)) {
            Path restored = directory.resolve(file.getFileName() + ".restored");
            Ran restore = stanchion("restore", file, "--into", restored);
            assertThat(restore.exitCode()).as(restore.err()).isZero();
            assertThat(restore.out()).contains("-store file -dir " + restored);
            assertThat(kept(restored)).isEqualTo(expected);
        }
    }

    @Test
    void shouldLetADurableGoOnWhereTheBackupLeftIt() throws InterruptedException {
        // given
        StanchionServer server = server(StoreEncryption.OFF, directory.resolve("store"));
        use(server);
        backup(server, directory.resolve("all.backup"));
        kill(server);
        Path restored = directory.resolve("restored");
        stanchion("restore", directory.resolve("all.backup"), "--into", restored);

        // when
        StanchionServer next = server(StoreEncryption.OFF, restored);
        Received received = new Received();
        connect(next, "worker").subscribe(CHANNEL, MANUAL.durable("all"), received);
        connect(next, "publisher").publish(CHANNEL, bytes("next"));

        // then
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sequences.add(received.next().sequence());
        }
        assertThat(sequences).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void shouldRestoreAChainOfBackups() throws InterruptedException {
        // given
        Path store = directory.resolve("store");
        StanchionServer server = server(StoreEncryption.OFF, store);
        use(server);
        Path full = directory.resolve("full.jsonl");
        Path second = directory.resolve("second.backup");
        Path third = directory.resolve("third.backup");
        backup(server, full);
        StreamingConnection publisher = connect(server, "another");
        publisher.publish(CHANNEL, bytes("behind the first"));
        Ran incremental = backup(server, second, "--since", full);
        publisher.publish("new", bytes("behind the second"));
        backup(server, third, "--since", second);
        kill(server);

        // when
        Path restored = directory.resolve("restored");
        Ran restore = stanchion("restore", full, second, third, "--into", restored);

        // then
        assertThat(incremental.out()).contains("4 channel(s), 1 message(s)");
        assertThat(restore.exitCode()).as(restore.err()).isZero();
        assertThat(kept(restored)).isEqualTo(kept(store));
        assertThat(stanchion("verify-backup", second).err())
                .contains("continues the backup", "which is missing");
        assertThat(stanchion("verify-backup", full, third).err()).contains("does not continue");
        assertThat(stanchion("verify-backup", full, second).exitCode()).isZero();
        assertThat(stanchion("restore", full, "--into", restored).err())
                .contains("the target is not empty");
    }

    @Test
    void shouldTakeAChannelWholeThatWasMadeAnew() throws IOException, InterruptedException {
        // given
        StanchionServer server = server(StoreEncryption.OFF, directory.resolve("store"));
        StreamingConnection publisher = connect(server, "publisher");
        publisher.publish("short", bytes("old"));
        Path full = directory.resolve("full.jsonl");
        Path second = directory.resolve("second.jsonl");
        backup(server, full);
        Ran deleted =
                stanchion(
                        "admin",
                        "delete-channel",
                        "short",
                        "--yes",
                        "--url",
                        "http://root:secret@127.0.0.1:" + server.monitoringPort());
        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        publisher.publish("short", bytes("new"));
        publisher.publish("short", bytes("newer"));

        // when
        backup(server, second, "--since", full);

        // then
        assertThat(Files.readString(second)).contains("\"data\":\"new\"", "\"data\":\"newer\"");
        Ran dryRun = stanchion("restore", full, second, "--dry-run");
        assertThat(dryRun.out()).contains("short  2 message(s) #1 to #2");
    }

    @Test
    void shouldEncryptTheBackupOfAnEncryptedStoreOrRefuseIt()
            throws IOException, InterruptedException {
        // given
        Path store = directory.resolve("store");
        Path restored = directory.resolve("restored");
        Path keyFile = Files.writeString(directory.resolve("key"), KEY);
        Path otherKey = Files.writeString(directory.resolve("other"), "another one");
        Path file = directory.resolve("all.jsonl");
        try (EncryptionKeys keys = EncryptionKeys.of(List.of(KEY.getBytes(UTF_8)))) {
            StoreEncryption encryption = StoreEncryption.with(EncryptionCipher.AES, keys);
            StanchionServer server = server(encryption, store);
            use(server);

            // when
            Ran refused = backup(server, file);
            Ran done = backup(server, file, "--encryption-key-file", keyFile);
            kill(server);

            // then
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("the store of the server is encrypted");
            assertThat(done.exitCode()).as(done.err()).isZero();
            assertThat(Files.readString(file)).doesNotContain("\"data\":").contains("dataBase64");
            assertThat(
                            stanchion("verify-backup", file, "--encryption-key-file", keyFile)
                                    .exitCode())
                    .isZero();
            assertThat(stanchion("verify-backup", file, "--encryption-key-file", otherKey).err())
                    .contains("the key does not decrypt");

            // when
            Ran restore = stanchion("restore", file, "--into", restored);

            // then
            assertThat(restore.out()).contains("8 message(s) are encrypted");
            Received received = new Received();
            connect(server(encryption, restored), "worker")
                    .subscribe(CHANNEL, MANUAL.durable("all"), received);
            assertThat(received.next().text()).isEqualTo("{\"id\":\"t3\"}");
        }
    }

    @Test
    void shouldWriteNoHalfFileAndOverwriteNothing() throws IOException {
        // given
        StanchionServer server = server(StoreEncryption.OFF, directory.resolve("store"));
        connect(server, "publisher").publish(CHANNEL, bytes("one"));
        Path file = directory.resolve("all.backup");
        Files.writeString(directory.resolve("all.backup.part"), "what a killed run has left");

        // when
        Ran first = backup(server, file);
        Ran again = backup(server, file);

        // then
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(directory.resolve("all.backup.part")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .startsWith("rw-");
        assertThat(again.err()).contains(file + " exists");
        assertThat(backup(server, directory.resolve("x"), "--since", "nothing").err())
                .contains("there is no file nothing");
    }

    private static String audit(StanchionServer server) throws IOException {
        MonitoringAddress address =
                MonitoringAddress.parse("http://127.0.0.1:" + server.monitoringPort())
                        .orElseThrow();
        return new ApiClient(address, ApiClient.basic("root:secret"))
                .send(ApiClient.Request.get("/audit"), null)
                .text();
    }

    @Test
    void shouldNeedAnAdminAndBeAudited() {
        // given
        StanchionServer server = server(StoreEncryption.OFF, directory.resolve("store"));

        // when
        Ran refused = backup("reader", server, directory.resolve("no.backup"));
        backup(server, directory.resolve("yes.backup"));

        // then
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).contains("admin");
        assertThat(directory.resolve("no.backup")).doesNotExist();
        await().untilAsserted(
                        () -> assertThat(audit(server)).contains("beginBackup", "root", "reader"));
    }
}
